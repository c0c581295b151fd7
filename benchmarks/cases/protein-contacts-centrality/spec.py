import networkx as nx


def betweenness(contacts):
    """Normalised betweenness centrality of every residue in an unweighted contact graph.

    contacts: undirected graph of residues

    Returns a dict from residue to centrality.
    """
    raise NotImplementedError
