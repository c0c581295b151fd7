"""Cues of signals and images: spectra, filters, peaks, transforms, segmentation."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "a discrete Fourier transform",
        """@fourier | fourier | fft | dft | spectral method | pseudospectral | spectral derivative |
        split step | split operator | periodic box + kinetic | strang splitting + wave | wave packet +
        propagate | periodic domain + wavenumber | fourier coefficients | interferogram | spectrum of
        + record | frequency domain | free induction | fid | applied where it is diagonal | matched
        filter | wiener | gross pitaevskii | nonlinear schrodinger | phase screen""",
        "scipy.fft.fft numpy.fft.fft scipy.fft.ifft numpy.fft.ifft scipy.fft.fftfreq numpy.fft.fftfreq",
    ),
    cue(
        "a Fourier transform in two or three dimensions",
        """angular spectrum | two dimensional fourier | 2d fourier | fft2 | fourier optics | phase
        retrieval | hologram | fresnel propagation | propagated + optical field | propagate + aperture
        | far field + aperture | diffraction pattern + aperture | structure factor + image | power
        spectrum of an image | power spectrum of a field | image + frequency | visibilities | k space
        | mri | density field + modes | upward continuation | poisson + periodic | spectral +
        vorticity | point spread function + pupil | pupil + psf | electron density + reflections |
        isotropic power spectrum | radial power spectrum | terrain + spectrum | phase correlation |
        field + plane + wavelength""",
        """scipy.fft.fft2 scipy.fft.ifft2 numpy.fft.fft2 scipy.fft.fftn scipy.fft.fftfreq
        numpy.fft.ifft2 scipy.fft.fftshift numpy.fft.fftn numpy.fft.fftfreq scipy.fft.ifftn""",
    ),
    cue(
        "the spectrum of a real record",
        """one sided + spectrum | amplitude spectrum | dominant frequency | real signal + spectrum |
        half spectrum | peak frequency | harmonic content | total harmonic distortion | vibration +
        spectrum | tone""",
        """scipy.fft.rfft numpy.fft.rfft scipy.fft.rfftfreq numpy.fft.rfftfreq
        scipy.signal.periodogram scipy.signal.welch""",
        0.95,
    ),
    cue(
        "a power spectral density",
        """power spectral density | psd | spectral density | power spectrum | periodogram | welch's
        method | welch method | averaged over overlapping | overlapping segments | band power | noise
        spectrum | turbulence spectrum | velocity fluctuations + spectrum | significant wave height +
        spectrum | wave spectrum + elevation | eeg + power | alpha band | segment + tapered | hann +
        segments | multitaper""",
        """scipy.signal.welch scipy.signal.periodogram numpy.fft.rfft scipy.fft.rfft scipy.signal.csd
        scipy.signal.windows.dpss scipy.signal.spectrogram""",
    ),
    cue(
        "coherence or a transfer function between two records",
        """coherence | cross spectrum | cross spectral | transfer function + records | phase lag
        between | frequency response + measured | admittance + gravity | eddy covariance | cospectrum""",
        "scipy.signal.coherence scipy.signal.csd scipy.signal.welch numpy.fft.rfft",
    ),
    cue(
        "a period in unevenly sampled data",
        """lomb | unevenly sampled + period | irregular nights | irregularly sampled | uneven sampling
        | variable star | period of a star | radial velocity + period | observed at irregular |
        unevenly spaced + spectrum | periodicity + gaps | light curve + period""",
        """scipy.signal.lombscargle astropy.timeseries.LombScargle astropy.timeseries.BoxLeastSquares
        scipy.signal.vectorstrength""",
    ),
    cue(
        "a spectrum that changes in time",
        """spectrogram | time frequency | short time fourier | stft | chirp | sonogram | call +
        frequency + time""",
        """scipy.signal.spectrogram scipy.signal.stft scipy.signal.ShortTimeFFT scipy.signal.istft
        scipy.signal.chirp""",
    ),
    cue(
        "wavelets",
        """wavelet | wavelets | morlet | ricker | multiresolution | mexican hat | scalogram |
        continuous wavelet""",
        """pywt.cwt pywt.wavedec scipy.signal.find_peaks_cwt scipy.signal.fftconvolve pywt.dwt
        scipy.ndimage.gaussian_laplace""",
    ),
    cue(
        "a frequency filter that doesn't shift in time",
        """butterworth | zero phase | band pass | bandpass | low pass | lowpass | high pass | highpass
        | band stop | not shift + time | filtered forwards and backwards | forward and backward |
        corner frequency | cut off frequency | cutoff frequency | remove slow drift | baseline wander
        | pass band | between 1 and | tide removed | low pass filtered | remove the tides | without
        phase shift | mains hum + removed | seismogram + filter""",
        """scipy.signal.butter scipy.signal.sosfiltfilt scipy.signal.filtfilt scipy.signal.sosfilt
        scipy.signal.firwin scipy.signal.lfilter scipy.signal.cheby1""",
    ),
    cue(
        "a notch at one frequency",
        """notch | power line | powerline | mains hum | mains interference | 50 hz | 60 hz | hum +
        remove | remove + single frequency""",
        """scipy.signal.iirnotch scipy.signal.filtfilt scipy.signal.butter scipy.signal.sosfiltfilt
        scipy.signal.iirpeak""",
    ),
    cue(
        "a recursive filter or difference equation",
        """difference equation | recursive filter | iir | fir | digital filter + coefficients | leaky
        integrator | exponential moving average | exponential smoothing | unit hydrograph | linear
        reservoir | ar filter | impulse response + recursive""",
        """scipy.signal.lfilter scipy.signal.sosfilt scipy.signal.firwin scipy.signal.lfiltic
        scipy.signal.dlsim scipy.signal.lfilter_zi""",
        0.85,
    ),
    cue(
        "local polynomial smoothing",
        """savitzky | golay | local polynomial + window | smooth + spectrum + derivative | polynomial
        + moving window | smoothed + derivative | derivative spectr | smoothing window + polynomial""",
        "scipy.signal.savgol_filter scipy.signal.savgol_coeffs scipy.ndimage.gaussian_filter1d",
    ),
    cue(
        "smoothing with a window",
        """gaussian smoothing | gaussian filter | smoothed with | moving average | running mean | box
        car | boxcar | smoothing kernel | kernel + convolve | hanning window + smooth | smooth the
        signal | denoise""",
        """scipy.ndimage.gaussian_filter1d scipy.ndimage.uniform_filter1d numpy.convolve
        scipy.signal.savgol_filter scipy.signal.convolve scipy.ndimage.gaussian_filter
        scipy.signal.wiener""",
        0.8,
    ),
    cue(
        "outliers removed by a median window",
        """median filter | despike | spikes + removed | salt and pepper | running median | hampel |
        cosmic ray | hot pixel | bad pixels""",
        """scipy.signal.medfilt scipy.ndimage.median_filter scipy.stats.median_abs_deviation
        astropy.stats.sigma_clip""",
    ),
    cue(
        "a convolution",
        """@convolution | convolution | convolved | convolve | impulse response | superposition +
        response | unit hydrograph | instrument response + blurred | hemodynamic response | response
        function + input | input function + tissue | seeing limited | blurred by | psf | memory kernel
        | duhamel | dispersal kernel | exponential kernel + spikes""",
        """scipy.signal.fftconvolve numpy.convolve scipy.signal.convolve scipy.signal.oaconvolve
        scipy.signal.convolve2d scipy.ndimage.convolve scipy.ndimage.convolve1d""",
        0.9,
    ),
    cue(
        "deconvolution",
        """deconvolution | deconvolve | remove the instrument response | unblur | restore + blurred |
        richardson lucy""",
        """scipy.signal.deconvolve scipy.signal.fftconvolve scipy.fft.rfft scipy.linalg.solve_toeplitz
        scipy.optimize.nnls scipy.signal.wiener""",
    ),
    cue(
        "a correlation of shifted records",
        """cross correlation | autocorrelation | auto correlation | lag | lagged | delay + between |
        time delay | arrives later | hears + later | later than + same | shift between | template
        matching | correlation time | correlation function + time | velocity autocorrelation | green
        kubo | time difference of arrival | integrated autocorrelation | particle image velocimetry |
        mean squared displacement + fft | decorrelation | correlate + lags | registration + shift""",
        """scipy.signal.correlate scipy.signal.correlation_lags numpy.correlate
        scipy.signal.fftconvolve statsmodels.tsa.stattools.acf scipy.signal.correlate2d""",
        0.95,
    ),
    cue(
        "the envelope and phase of an oscillation (analytic signal)",
        """envelope | analytic signal | instantaneous | hilbert transform | amplitude modulation |
        phase locking value | phase synchron | demodulate | amplitude + phase + narrow | complex
        demodulation | kramers kronig + transform""",
        """scipy.signal.hilbert numpy.unwrap numpy.angle scipy.signal.hilbert2 scipy.signal.envelope
        scipy.fft.fft""",
    ),
    cue(
        "peaks in a record",
        """peak | peaks | local maxima | local maximum | spikes | spike times | r waves | r peaks |
        heart beats | heartbeats | bands + densitometer | width at half maximum | full width |
        prominence | reflections + pattern | events above + threshold | threshold crossing | crests |
        emission lines + positions | chromatogram | action potentials + detect | densitometer | wave
        heights + individual""",
        """scipy.signal.find_peaks scipy.signal.peak_widths scipy.signal.peak_prominences
        scipy.signal.argrelmax scipy.signal.argrelextrema scipy.signal.find_peaks_cwt
        scipy.ndimage.maximum_filter1d""",
        0.95,
    ),
    cue(
        "a trend taken out",
        """detrend | linear trend + removed | trend removed | remove the trend | remove + linear drift
        | drift corrected | minus its linear | detrended""",
        "scipy.signal.detrend numpy.polyfit scipy.stats.linregress scipy.signal.savgol_filter",
    ),
    cue(
        "resampling to another rate",
        """resample | downsample | decimate | upsample | sampling rate + change | anti aliasing | anti
        alias | new sampling rate""",
        """scipy.signal.resample scipy.signal.resample_poly scipy.signal.decimate
        scipy.interpolate.interp1d scipy.signal.firwin""",
        0.9,
    ),
    cue(
        "a taper or window",
        """taper | hann | hanning | hamming | blackman | kaiser | tukey window | cosine taper | apodis
        | apodiz | apodization | apodisation | spectral leakage | window function""",
        """scipy.signal.windows.hann scipy.signal.get_window scipy.signal.windows.tukey numpy.hanning
        scipy.signal.windows.kaiser numpy.hamming scipy.signal.windows.dpss""",
        0.75,
    ),
    cue(
        "the response of a linear system",
        """transfer function | step response | frequency response | bode | impulse response | state
        space | poles and zeros | second order system | damping ratio | linear time invariant |
        laplace domain | pid""",
        """scipy.signal.lti scipy.signal.step scipy.signal.freqs scipy.signal.lsim
        scipy.signal.TransferFunction scipy.signal.freqz scipy.signal.bode scipy.signal.impulse
        scipy.signal.StateSpace""",
        0.9,
    ),
    cue(
        "a cosine or sine transform",
        """cosine transform | sine transform | dct | dst | mirrored boundaries | chebyshev + fft |
        zero on the boundary + fast | cepstr | mfcc | poisson + fast solver""",
        "scipy.fft.dct scipy.fft.dst scipy.fft.idct scipy.fft.dctn scipy.fft.dstn",
        0.9,
    ),
    cue(
        "a logarithmic Hankel transform",
        "fftlog | hankel transform | power spectrum + correlation function + spherical",
        "scipy.fft.fht scipy.fft.ifht scipy.special.jv scipy.integrate.quad",
        0.8,
    ),
    cue(
        "phase without jumps",
        """unwrap | unwrapped | phase jumps | continuous phase | group delay | 2 pi jumps |
        interferometric phase""",
        "numpy.unwrap numpy.angle scipy.signal.hilbert scipy.signal.group_delay",
        0.9,
    ),
    cue(
        "connected regions of an image",
        """connected regions | connected region | connected components + image | connected pixels |
        blobs | nuclei | cells + micrograph | label + image | segmentation | segment + image | count +
        bright | percolat | percolation | percolating cluster | clusters + lattice + occupied |
        islands + grid | patches + raster | contiguous | grains + image | storm cells | objects +
        frame | areas + centroids | particles + image | lakes + mask | habitat patches + raster""",
        """scipy.ndimage.label scipy.ndimage.find_objects scipy.ndimage.center_of_mass
        scipy.ndimage.sum_labels skimage.measure.label scipy.ndimage.binary_fill_holes
        skimage.measure.regionprops""",
    ),
    cue(
        "erosion, dilation and their kind",
        """morphological | erosion + binary | dilation | opening and closing | structuring element |
        top hat | rolling ball | background + image + uneven | fill holes | skeleton | thinning +
        binary""",
        """scipy.ndimage.binary_opening scipy.ndimage.binary_erosion scipy.ndimage.binary_dilation
        scipy.ndimage.grey_opening scipy.ndimage.white_tophat scipy.ndimage.binary_fill_holes
        scipy.ndimage.grey_closing""",
    ),
    cue(
        "distances in an image",
        """distance transform | distance to the nearest + mask | distance from the boundary | distance
        to edge | pore size + image | watershed | distance to coast + grid""",
        """scipy.ndimage.distance_transform_edt scipy.ndimage.watershed_ift
        scipy.ndimage.distance_transform_cdt skimage.segmentation.watershed""",
    ),
    cue(
        "an image smoothed or blurred",
        """image + gaussian | blur | blurred | seeing | point spread | psf + image | unsharp |
        difference of gaussians | scale space | fwhm + image | smoothed map | smooth + field""",
        """scipy.ndimage.gaussian_filter scipy.signal.fftconvolve scipy.ndimage.convolve
        scipy.ndimage.uniform_filter scipy.signal.convolve2d scipy.ndimage.gaussian_laplace
        astropy.convolution.convolve""",
        0.95,
    ),
    cue(
        "neighbours on a grid (a stencil)",
        """cellular automaton | game of life | neighbours + grid + sum | moving window + raster |
        focal | eight neighbours + count | roughness + dem | lattice + neighbours | stencil | moore
        neighbourhood | local variance + window | forest fire""",
        """scipy.ndimage.convolve numpy.roll scipy.signal.convolve2d scipy.ndimage.generic_filter
        scipy.ndimage.uniform_filter scipy.ndimage.correlate numpy.pad scipy.ndimage.maximum_filter""",
        0.85,
    ),
    cue(
        "edges in an image",
        "edge detection | sobel | image gradient | canny | hough | hillshade | gradient magnitude + image",
        """scipy.ndimage.sobel scipy.ndimage.gaussian_gradient_magnitude scipy.ndimage.laplace
        scipy.ndimage.prewitt numpy.gradient""",
    ),
    cue(
        "an image rotated, warped or projected",
        """rotate + image | warp | warped | affine | radon | sinogram | projection + tomograph | back
        projection | image + shifted | subpixel + shift | polar + image | distortion correction | zoom""",
        """scipy.ndimage.map_coordinates scipy.ndimage.rotate scipy.ndimage.affine_transform
        scipy.ndimage.shift scipy.ndimage.zoom scipy.ndimage.geometric_transform
        skimage.transform.radon""",
    ),
    cue(
        "angles or indices that wrap around (periodic boundaries)",
        """periodic boundary | periodic boundaries | minimum image | periodic lattice | periodic grid
        | wrap around | torus | periodic box""",
        "numpy.roll numpy.mod scipy.spatial.cKDTree numpy.round numpy.pad scipy.ndimage.convolve",
        0.6,
    ),
)
