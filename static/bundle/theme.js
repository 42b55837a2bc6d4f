var t=localStorage.getItem("minos-theme");t&&(document.documentElement.dataset.theme=t);var e=localStorage.getItem("minos-contrast");e&&(document.documentElement.dataset.contrast=e);
