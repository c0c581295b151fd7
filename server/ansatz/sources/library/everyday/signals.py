"""Everyday signal processing, spectra, smoothing and images."""

from typing import Final

from .entry import MODE, PERIODOGRAM, Entry, entry

_SPECTRUM: Final = "frequencies power spectral density each frequency"
ENTRIES: Final[tuple[Entry, ...]] = (
    entry(
        "scipy.signal.welch",
        r"welch(?!(?:'s)? (?:t\b|t-|unequal|test|anova))(?:'s)?(?: (?:method|estimate|average|"
        r"averaged|modified))?(?: periodogram)?[^.]{0,30}(?:spectr\w+|psd|density|method)?|"
        r"(?:spectr\w+|psd)[^.]{0,40}\bwelch(?:'s)?(?: method)?",
        "x=signal fs=rate nperseg=segment noverlap=overlap nfft=transform_length",
        says=_SPECTRUM,
    ),
    entry(
        "scipy.signal.periodogram",
        r"(?<!lomb-scargle )(?<!scargle )periodogram",
        "x=signal fs=rate nfft=transform_length",
        says=_SPECTRUM,
    ),
    entry(
        "scipy.signal.lombscargle",
        r"lomb(?:[-–]scargle)?(?: periodogram| power| spectrum)*",
        "x=abscissa y=ordinate freqs=frequencies",
        opens=(PERIODOGRAM,),
        meets="uneven",
        angles="freqs",
        says="periodogram power spectrum least-squares spectral frequency frequencies",
    ),
    entry(
        "scipy.signal.coherence",
        r"(?:magnitude[- ]squared )?coherence",
        "x=signal y=signal fs=rate nperseg=segment noverlap=overlap",
        says="coherence squared magnitude " + _SPECTRUM,
    ),
    entry(
        "scipy.signal.csd",
        r"cross[- ](?:power )?spectr(?:al density|um)",
        "x=signal y=signal fs=rate nperseg=segment noverlap=overlap",
        says="cross " + _SPECTRUM,
    ),
    entry(
        "scipy.signal.spectrogram",
        r"spectrogram",
        "x=signal fs=rate nperseg=segment noverlap=overlap",
        says="times segment " + _SPECTRUM,
    ),
    entry(
        "scipy.signal.butter",
        r"butterworth",
        "N=order Wn=cutoff fs=rate",
        unit="y",
        says="filter smooth band",
    ),
    entry(
        "scipy.signal.cheby1",
        r"chebyshev (?:type[- ]?)?(?:I|1|one)\b(?! distance)",
        "N=order rp=ripple Wn=cutoff fs=rate",
        unit="y",
        says="filter ripple band",
    ),
    entry(
        "scipy.signal.cheby2",
        r"chebyshev (?:type[- ]?)?(?:II|2|two)\b",
        "N=order rs=attenuation Wn=cutoff fs=rate",
        unit="y",
        says="filter attenuation band",
    ),
    entry(
        "scipy.signal.bessel",
        r"\bbessel (?:filter|low|high|band)",
        "N=order Wn=cutoff fs=rate",
        unit="y",
        says="filter band",
    ),
    entry(
        "scipy.signal.savgol_filter",
        r"savitzky[-–]golay|savgol",
        "x=signal window_length=window_length polyorder=polynomial_order deriv=derivative delta=spacing",
        says="smooth filter window fit local polynomial least-squares moving",
    ),
    entry(
        "scipy.signal.medfilt",
        r"(?:running |moving |rolling )?median (?:filter|smooth)\w*",
        "volume=signal kernel_size=window_length",
        unit="y",
        meets="zero padded",
        says="window running moving filter",
    ),
    entry(
        "scipy.signal.wiener",
        r"wiener filter",
        "im=signal mysize=window_length noise=variance",
        unit="y",
        says="filter",
    ),
    entry(
        "scipy.signal.detrend",
        r"linear(?:ly)? (?:trend|detrend)\w*(?: (?:is )?(?:removed|"
        r"subtracted))?|detrend\w*",
        "data=signal",
        unit="y",
        says="trend straight line residual removed fit least-squares",
    ),
    entry(
        "scipy.signal.hilbert",
        r"analytic signal|hilbert(?: transform)?|(?:amplitude )?envelope|"
        r"instantaneous (?:amplitude|phase|frequency)",
        "x=signal",
        unit="y",
        says="envelope amplitude magnitude instantaneous analytic",
    ),
    entry(
        "scipy.signal.find_peaks",
        r"(?:local )?(?:maxima|maximums?|peaks?)(?: (?:finding|detection|"
        r"indices|positions))?",
        "x=signal height=height threshold=threshold distance=separation prominence=prominence "
        "width=peak_width",
        main="peaks",
        says="local maxima peaks at least minimum index indices samples spikes "
        "positions increasing number lines",
    ),
    entry(
        "scipy.signal.argrelmin",
        r"local minim(?:a|um)",
        "data=signal order=order",
        says="local minima indices",
    ),
    entry("scipy.signal.peak_prominences", r"prominences of", "x=signal peaks=indices", main="prominences"),
    entry(
        "scipy.signal.peak_widths",
        r"widths? (?:of|at)[^.]{0,40}peaks?|full width at half",
        "x=signal peaks=indices",
        main="widths",
    ),
    entry(
        "scipy.signal.resample",
        r"resampl\w+[^.]{0,60}(?:fourier|fft)(?: method)?|(?:fourier|"
        r"fft)[^.]{0,30}resampl\w+",
        "x=signal num=number_of_points",
        unit="y",
        meets="periodic record",
        says="Fourier resample number points periodic band-limited evenly",
    ),
    entry(
        "scipy.signal.decimate",
        r"decimat\w+|downsampl\w+ after",
        "x=signal q=factor",
        unit="y",
        says="anti-aliasing factor filter",
    ),
    entry(
        "scipy.signal.convolve",
        r"convolution|convolved?",
        "in1=signal in2=kernel",
        opens=(MODE,),
        says="kernel",
    ),
    entry(
        "scipy.signal.fftconvolve",
        r"(?:fft|fast) convolution",
        "in1=signal in2=kernel",
        opens=(MODE,),
        says="kernel",
    ),
    entry(
        "scipy.signal.correlate",
        r"cross-?correlation",
        "in1=signal in2=kernel",
        opens=(MODE,),
        says="lag lags",
    ),
    entry(
        "scipy.signal.lfilter",
        r"difference equation|iir filter|recursive filter",
        "b=numerator a=denominator x=signal",
        unit="y",
        meets="one pass",
        says="filter coefficients numerator denominator",
    ),
    entry(
        "scipy.ndimage.gaussian_filter1d",
        r"(?:one-dimensional|1-?d) gaussian (?:filter|smooth\w*|"
        r"blur)|gaussian (?:filter|smooth\w*|"
        r"kernel)[^.]{0,40}(?:series|trace|signal|profile|record)",
        "input=signal sigma=width order=derivative",
        unit="y",
        says="smooth filter kernel standard deviation",
    ),
    entry(
        "scipy.ndimage.gaussian_filter",
        r"gaussian (?:filter|smooth\w*|blur\w*|kernel)",
        "input=image sigma=width",
        unit="y",
        says="smooth filter kernel standard deviation blur",
    ),
    entry(
        "scipy.ndimage.median_filter",
        r"median filter\w*",
        "input=image size=window_length",
        unit="y",
        says="window filter neighbourhood",
    ),
    entry(
        "scipy.ndimage.uniform_filter1d",
        r"(?:moving|running|rolling|boxcar) (?:average|mean)",
        "input=signal size=window_length",
        unit="y",
        says="window moving mean average filter",
    ),
    entry(
        "scipy.ndimage.label",
        r"connected (?:components?|regions?) (?:of|in)[^.]{0,30}(?:mask|"
        r"image|binary)|label\w* (?:the )?(?:connected|blobs|objects|grains|"
        r"regions)",
        "input=image",
        says="connected components regions labels number objects",
    ),
    entry(
        "scipy.ndimage.center_of_mass",
        r"(?:cent(?:re|er) of mass|centroid)[^.]{0,40}(?:image|"
        r"pixel|intensity)|intensity-weighted centroid",
        "input=image labels=labels",
        says="centre mass centroid intensity weighted",
    ),
    entry(
        "scipy.ndimage.distance_transform_edt",
        r"(?:euclidean )?distance transform|distance (?:of|from)[^.]{0,30}(?:pixel|voxel|"
        r"cell)[^.]{0,40}(?:nearest|background)",
        "input=image sampling=spacing",
        says="distance nearest background",
    ),
    entry(
        "scipy.ndimage.binary_fill_holes",
        r"fill(?:ed|ing|s)? (?:the |all )?holes|holes (?:are "
        r")?filled",
        "input=image",
        says="holes filled",
    ),
    entry(
        "scipy.ndimage.binary_erosion",
        r"binary erosion|erod\w+",
        "input=image iterations=iterations",
        says="erosion",
    ),
    entry(
        "scipy.ndimage.binary_dilation",
        r"binary dilation|dilat\w+",
        "input=image iterations=iterations",
        says="dilation",
    ),
    entry(
        "scipy.ndimage.binary_opening",
        r"(?:binary )?(?:morphological )?opening",
        "input=image iterations=iterations",
        says="opening",
    ),
    entry(
        "scipy.ndimage.maximum_filter",
        r"maximum filter",
        "input=image size=window_length",
        says="maximum filter window",
    ),
    entry(
        "numpy.unwrap", r"unwrap\w*", "p=angle", angles="p", unit="y", says="phase unwrap jumps continuous"
    ),
    entry(
        "numpy.fft.rfft",
        r"real (?:fft|fourier transform|discrete fourier)|(?:fft|fourier "
        r"transform|dft) of a real",
        "a=signal n=transform_length",
        says="Fourier transform non-negative frequencies real spectrum complex positive",
    ),
    entry(
        "numpy.fft.fft",
        r"(?:discrete |fast )fourier transform|\bdft\b|\bfft\b",
        "a=signal n=transform_length",
        says="Fourier transform complex spectrum",
    ),
    entry(
        "numpy.fft.ifft",
        r"inverse (?:discrete |fast )?fourier transform",
        "a=signal n=transform_length",
        says="Fourier transform inverse",
    ),
    entry(
        "numpy.fft.rfftfreq",
        r"frequencies of (?:the|a) real (?:fft|fourier|dft)",
        "n=number_of_points d=spacing",
        says="frequency bins",
    ),
    entry(
        "scipy.fft.dct",
        r"discrete cosine transform|\bdct\b",
        "x=signal",
        says="cosine transform coefficients",
    ),
)
