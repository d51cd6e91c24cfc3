"""What gunicorn logs of a request, read from the folder in which it starts: the path, never query or referer.

The search for a case puts the names of people into the query (`?q=`), and they have no place in a log.
"""

access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms "%(a)s"'
