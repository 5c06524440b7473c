/** How the page says in its console that a click reached nothing. */
export const LOST_CLICK = 'Lost click:';

/**
 * Runs in the page before its own code. Between pressing and letting go, what was pressed has moved away or was
 * replaced: the browser then gives no click to it, and whoever clicked sees nothing happen.
 */
export const REPORT_LOST_CLICKS = `(() => {
  const controlAt = ({ target }) => target instanceof Element ? target.closest('a, button, input, label, select') : null;
  let pressed = null;
  addEventListener('pointerdown', (event) => { pressed = controlAt(event); }, true);
  addEventListener('pointerup', (event) => {
    if (pressed !== null && controlAt(event) !== pressed)
      console.warn('${LOST_CLICK} ' + pressed.textContent.trim() + ' on ' + location.pathname);
    pressed = null;
  }, true);
})()`;
