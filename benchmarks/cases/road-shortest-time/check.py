import networkx as nx


def check(f):
    G = nx.Graph()
    G.add_edge("x", "y", minutes=4.0, weight=1.0)
    G.add_edge("y", "z", minutes=5.0, weight=1.0)
    G.add_edge("x", "z", minutes=12.0, weight=0.1)
    assert f(G, "x", "z") == 9.0 and f(G, "x", "x") == 0
    G["x"]["z"]["minutes"] = 8.5
    assert f(G, "x", "z") == 8.5
