"""Files that come in (上传件): judged by what they hold, never by their name; images are made anew, the rest is inert.

`judging` is what others call; `child` and what it imports run in a process of its own, without Django.
"""
