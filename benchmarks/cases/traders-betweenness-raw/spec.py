import networkx as nx


def brokerage(G):
    """Betweenness centrality of every node of the undirected graph G, as raw counts (not normalised).

    Edge weights are ignored. Returns a dict node -> centrality.
    """
    ...
