import networkx as nx


def importance(links):
    """PageRank of every species in a directed food web, damping factor 0.9.

    links: nx.DiGraph without weights
    Returns a dict from species to PageRank.
    """
    ...
