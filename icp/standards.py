"""stub replaced below"""


def refresh(conn):
    pass
