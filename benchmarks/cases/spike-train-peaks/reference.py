from scipy.signal import find_peaks


def spike_indices(voltage, height, distance):
    peaks, _ = find_peaks(voltage, height=height, distance=distance)
    return peaks
