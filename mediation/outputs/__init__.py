"""Statements as files: an Excel workbook that recomputes itself, CSV, and the printed report."""
