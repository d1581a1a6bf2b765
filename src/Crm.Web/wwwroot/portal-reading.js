// Tells the form to sign in which time zone it is read and when the end of the quote came into view. Without this script the evidence does not say it.
const quote = document.querySelector('[data-quote]');
const key = 'read ' + quote.dataset.quote;

function tell() {
  for (const [name, value] of [['zone', Intl.DateTimeFormat().resolvedOptions().timeZone], ['readToEnd', sessionStorage.getItem(key)]])
    for (const field of document.querySelectorAll(`form input[type=hidden][name=${name}]`)) field.value = value ?? '';
}

new IntersectionObserver((seen, observer) => {
  if (!seen.some(end => end.isIntersecting)) return;
  observer.disconnect();
  if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, new Date().toISOString());
  tell();
}).observe(quote);
tell();
