from scipy.signal import savgol_filter


def slope_smooth(y, w, dx):
    return savgol_filter(y, w, 3, deriv=1, delta=dx)
