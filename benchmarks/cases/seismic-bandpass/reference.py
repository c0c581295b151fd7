from scipy import signal


def band(trace, dt, f_low, f_high):
    sos = signal.butter(2, [f_low, f_high], btype="bandpass", output="sos", fs=1 / dt)
    return signal.sosfiltfilt(sos, trace)
