import networkx as nx


def travel_time(roads, a, b):
    return nx.shortest_path_length(roads, a, b, weight="minutes")
