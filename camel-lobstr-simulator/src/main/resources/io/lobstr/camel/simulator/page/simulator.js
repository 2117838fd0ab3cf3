// Looks again every two seconds, unless somebody is choosing or typing. What was chosen or typed stays.
(() => {
  'use strict';

  const isBusy = () => document.hidden || document.activeElement.matches('input, select');

  async function look() {
    const main = document.querySelector('main');
    if (isBusy()) {
      return;
    }
    try {
      const answer = await fetch('/', {cache: 'no-store'});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (isBusy()) {
        return;
      }
      const focused = document.activeElement;
      for (const control of main.querySelectorAll('input[id], select[id]')) {
        const fresh = page.getElementById(control.id);
        if (fresh) {
          fresh.value = control.value;
        }
      }
      main.replaceWith(document.adoptNode(page.querySelector('main')));
      const same = focused.id && document.getElementById(focused.id);
      if (same) {
        same.focus();
      }
    } catch (e) {
      main.querySelector('[role=status]').textContent = 'The simulator does not answer.';
    }
  }

  setInterval(look, 2000);
})();
