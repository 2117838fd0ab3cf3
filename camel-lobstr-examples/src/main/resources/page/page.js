'use strict';

/* What a page without scripts cannot do: it draws the figures that are in its tables, and says aloud what has changed. */
(() => {
  const colours = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let plot = null;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** The squids and days of the table, and what each squid cost on each day. */
  const read = table => {
    const heads = [...table.tHead.rows[0].cells].slice(1, -1).map(cell => cell.textContent);
    const rows = [...table.tBodies[0].rows];
    const days = rows.map(row => Date.parse(row.cells[0].textContent + 'T00:00:00Z') / 1000);
    const spent = heads.map((_, i) => rows.map(row => Number(row.cells[i + 1].dataset.value)));
    return {heads, days, spent};
  };

  const draw = () => {
    const place = document.getElementById('credits-chart');
    plot?.destroy();
    plot = null;
    if (!place || !window.uPlot) {
      return;
    }
    const {heads, days, spent} = read(document.getElementById(place.dataset.figures));
    // bars stand on each other: the highest is drawn first, and covered by those below it
    const sums = [];
    spent.forEach((values, i) => sums.push(values.map((value, day) => value + (i ? sums[i - 1][day] : 0))));
    const order = heads.map((_, i) => i).reverse();
    const bars = uPlot.paths.bars({size: [0.7, 40]});
    const axis = {stroke: colour('--soft'), grid: {stroke: colour('--line'), width: 1}, ticks: {show: false},
      font: '12px system-ui, sans-serif'};
    plot = new uPlot({
      width: place.clientWidth || 600,
      height: 240,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: {points: {show: false}, drag: {x: false, y: false}},
      scales: {x: {range: (_, min, max) => [min - 43200, max + 43200]}, y: {range: (_, min, max) => [0, (max || 1) * 1.05]}},
      axes: [
        {...axis, grid: {show: false}, space: 70,
          values: (_, splits) => splits.map(split => new Date(split * 1000).toISOString().slice(5, 10))},
        {...axis, size: 56, values: (_, splits) => splits.map(split => split.toLocaleString('en-US', {notation: 'compact', maximumFractionDigits: 2}))}],
      series: [
        {label: 'Day', value: (_, seconds) => seconds == null ? 'point at one' : new Date(seconds * 1000).toISOString().slice(0, 10)},
        ...order.map(i => ({label: heads[i], fill: colour(colours[i % colours.length]), stroke: colour(colours[i % colours.length]),
          width: 0, paths: bars, points: {show: false},
          value: (_, __, ___, day) => day == null ? '' : spent[i][day].toLocaleString('en-US')}))]
    }, [days, ...order.map(i => sums[i])], place);
  };

  const say = id => {
    const status = document.getElementById('status');
    const text = document.getElementById(id)?.textContent;
    // the same again is not news
    if (status && text && status.textContent !== text) {
      status.textContent = text;
    }
  };

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', draw);
  } else {
    draw();
  }
  dark.addEventListener('change', draw);
  new ResizeObserver(() => requestAnimationFrame(() => {
    const place = document.getElementById('credits-chart');
    if (plot && place && Math.abs(plot.width - place.clientWidth) > 1) {
      plot.setSize({width: place.clientWidth, height: 240});
    }
  })).observe(document.body);

  const newest = () => document.getElementById('running-summary')?.dataset.newest;
  let shown = newest();
  // what somebody has opened, or moved aside, stays so
  let kept = [];

  document.addEventListener('htmx:beforeSwap', event => {
    kept = [...event.detail.target.querySelectorAll('details[id], .scroll[id]')]
      .map(place => ({id: place.id, open: place.open, left: place.scrollLeft, top: place.scrollTop}));
  });
  document.addEventListener('htmx:afterSwap', event => {
    for (const {id, open, left, top} of kept) {
      const place = document.getElementById(id);
      if (place) {
        place.open = open;
        place.scrollLeft = left;
        place.scrollTop = top;
      }
    }
    kept = [];
    if (event.detail.target.id !== 'running') {
      draw();
      say('finished-summary');
      return;
    }
    say('running-summary');
    if (newest() !== shown) {
      shown = newest();
      // later pages stay as they are read
      if (!/[?&](after|before)=/.test(location.search)) {
        htmx.ajax('GET', location.pathname + location.search,
          {target: '#results', select: '#results', swap: 'outerHTML show:none'});
      }
    }
  });
  // nobody looks at a page in the background
  document.addEventListener('htmx:beforeRequest', event => {
    if (event.detail.elt.id === 'running' && document.hidden) {
      event.preventDefault();
    }
  });
  // the order that was chosen last stays, and empty fields do not lengthen the address
  document.addEventListener('htmx:configRequest', event => {
    if (event.detail.elt.id === 'filters') {
      const now = new URLSearchParams(location.search);
      for (const name of ['sort', 'dir']) {
        event.detail.formData.delete(name);
        if (now.has(name)) {
          event.detail.formData.set(name, now.get(name));
        }
      }
      for (const [name, value] of [...event.detail.formData]) {
        if (value === '') {
          event.detail.formData.delete(name);
        }
      }
    }
  });
})();
