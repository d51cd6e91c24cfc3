"""Rules that are asked for together, by their codes."""

LIMITATION = ("B1", "B1a")  # 仲裁时效, LMA 27
MEDIATION = ("M3", "M4", "M5", "M6", "M6b")  # 调解期限, by who asked for mediation
HAND_OVER = ("H1", "H2")  # 移送: taken up, answered
