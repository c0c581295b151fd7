import networkx as nx


def flow_capacity(network, source, sink):
    """Maximum flow from source to sink in a directed water network.

    network : nx.DiGraph, every edge has the attribute "capacity" (m^3/h)
    source, sink : node labels

    Returns the value of the maximum flow in m^3/h.
    """
    ...
