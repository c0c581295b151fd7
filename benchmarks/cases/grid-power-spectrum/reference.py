from scipy import signal


def current_psd(i, fs, nperseg):
    return signal.welch(i, fs, window="hamming", nperseg=nperseg, noverlap=int(0.75 * nperseg), detrend="linear")
