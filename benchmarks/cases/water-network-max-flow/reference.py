import networkx as nx


def flow_capacity(network, source, sink):
    return nx.maximum_flow_value(network, source, sink)
