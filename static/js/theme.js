// Loaded before the first paint, so that a chosen theme never flashes.
const chosen = localStorage.getItem("minos-theme");
if (chosen) document.documentElement.dataset.theme = chosen;
const contrast = localStorage.getItem("minos-contrast");
if (contrast) document.documentElement.dataset.contrast = contrast;
