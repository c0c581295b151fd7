import networkx as nx


def check(f):
    g = nx.DiGraph()
    g.add_edge("a", "b", capacity=3.0)
    g.add_edge("b", "d", capacity=2.0)
    g.add_edge("a", "c", capacity=5.0)
    g.add_edge("c", "d", capacity=1.5)
    assert abs(f(g, "a", "d") - 3.5) < 1e-12
