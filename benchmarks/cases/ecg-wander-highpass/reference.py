from scipy import signal


def remove_wander(ecg, fs, cutoff=0.5):
    return signal.sosfiltfilt(signal.butter(2, cutoff, "highpass", fs=fs, output="sos"), ecg)
