from scipy.signal import savgol_filter


def smooth_widths(widths, window):
    return savgol_filter(widths, window, 3)
