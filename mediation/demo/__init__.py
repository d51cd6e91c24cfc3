"""The demo: an invented year of the union of Zhuji, made only by taking the real steps."""
