// The browser's storage outlives a test file; what one leaves there must not be the next one's settings.
window.localStorage.clear();
window.sessionStorage.clear();
