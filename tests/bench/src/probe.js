// Put into every page before its own scripts, with `UI` (see ui.rs) in front. Watches the page from inside, so that no
// number holds a round trip of the driver.
if (window === window.top) {
  const probe = (window.__bench = { tasks: [], firstRow: null, memories: [], loaded: [] });

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) probe.tasks.push([task.startTime, task.duration]);
  }).observe({ type: 'longtask', buffered: true });
  performance.setResourceTimingBufferSize(100000);

  // A module's memory is not told of anywhere else.
  const keep = (result) => {
    const memory = (result.instance ?? result).exports?.memory;
    if (memory && !probe.memories.includes(memory)) probe.memories.push(memory);
    return result;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...args) => keep(await real.apply(WebAssembly, args));
  }
  probe.wasmBytes = () => probe.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

  // Runs `then` when what this frame drew is on its way to the screen.
  const afterPaint = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  };

  const inView = (element) => {
    const { top, bottom, left, right, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && right >= 0 && top < innerHeight && left < innerWidth;
  };
  Object.assign(probe, { afterPaint, inView });
  const idOf = (row) => UI.id.map((name) => row.getAttribute(name)).find(Boolean)?.slice(0, 32) ?? '';
  probe.visibleRow = () =>
    [...document.querySelectorAll(UI.row)].find((row) => row.textContent.trim() !== '' && inView(row));

  // The run in the first row of the table, while the table is scrolled to its top.
  probe.firstId = () => {
    let [first, highest] = [null, Infinity];
    for (const row of document.querySelectorAll(UI.row)) {
      const { top, height } = row.getBoundingClientRect();
      if (height > 0 && top < highest && row.textContent.trim() !== '' && inView(row)) [first, highest] = [row, top];
    }
    return first ? idOf(first) : null;
  };

  const watchFirstRow = () => {
    if (probe.visibleRow()) afterPaint(() => (probe.firstRow = performance.now()));
    else requestAnimationFrame(watchFirstRow);
  };
  requestAnimationFrame(watchFirstRow);

  probe.loadedCount = () => {
    const status = document.querySelector('[data-testid=runs-loaded]');
    if (status) return Number(status.dataset.loaded);
    return Number(document.body.innerText.match(/(\d[\d,]*) matching runs?/)?.[1].replaceAll(',', '') ?? 0);
  };
  probe.isComplete = () => document.querySelector('[data-testid=runs-loaded]')?.dataset.complete === 'true';

  // Does something and takes the milliseconds until it is done and painted; null when it is late.
  probe.until = (act, isDone, patienceMillis) =>
    new Promise((resolve) => {
      const began = performance.now();
      act();
      const look = () => {
        if (isDone()) return afterPaint(() => resolve(performance.now() - began));
        if (performance.now() - began > patienceMillis) return resolve(null);
        requestAnimationFrame(look);
      };
      look();
    });

  probe.type = (css, text) => {
    const input = document.querySelector(css);
    input.focus();
    const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype.prototype, 'value').set.call(input, text);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (const type of ['keydown', 'keyup']) {
      input.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true }));
    }
  };

  // The milliseconds from the start of the visit until `isDone`; an error when no run came for a minute.
  probe.reached = async (isDone) => {
    let [count, since] = [-1, performance.now()];
    const isOver = () => {
      const now = probe.loadedCount();
      if (now !== count) [count, since] = [now, performance.now()];
      return isDone() || performance.now() - since > 60000;
    };
    await probe.until(() => {}, isOver, Infinity);
    if (!isDone()) throw new Error(`no run came for a minute; ${count} are loaded`);
    return performance.now();
  };

  // Ours: scrolls across until the head of this column is drawn.
  probe.reveal = async (column) => {
    const scroller = document.querySelector(UI.horizontal);
    const isThere = () => document.querySelector(`[role=columnheader][data-column='${column}']`) !== null;
    for (scroller.scrollLeft = 0; !isThere(); ) {
      const before = scroller.scrollLeft;
      scroller.scrollLeft += scroller.clientWidth / 3;
      if (scroller.scrollLeft === before) return false;
      await probe.until(() => {}, isThere, 100);
    }
    return true;
  };

  // MLflow's page: asks for the next hundred until so many runs are loaded.
  probe.loadMore = async (wanted) => {
    const button = () => [...document.querySelectorAll('button')].find((one) => one.innerText.trim() === 'Load more');
    while (probe.loadedCount() < wanted) {
      const before = probe.loadedCount();
      // The button is the table's last row, which is there only while it is in view.
      const atEnd = () => {
        const scroller = document.querySelector(UI.vertical);
        scroller.scrollTop = scroller.scrollHeight;
        return button();
      };
      if ((await probe.until(() => {}, atEnd, 30000)) === null) return 'there is no button to load more';
      const more = await probe.until(() => button()?.click(), () => probe.loadedCount() > before, 30000);
      if (more === null) return 'no more runs come';
    }
    await probe.until(() => {}, () => true, 1000);
    return performance.now();
  };

  // Where cells should be and are not, or hold nothing, of so many points of the table. A cell of an attribute or a tag may
  // be empty; one of a metric or parameter may not, since every run has a value for it.
  const holds = (x, y) => {
    const cell = document.elementFromPoint(x, y)?.closest('[role=gridcell], [role=rowheader], [role=columnheader]');
    if (!cell) return false;
    if (cell.textContent.trim() !== '' || cell.querySelector('svg, img, canvas, input')) return true;
    return !/^(metrics|params)\./.test(cell.dataset.column ?? '');
  };
  // The place of the table's top that the rows are drawn for, in CSS pixels, but for a number that is always the same.
  const drawnFor = (scroller) => {
    const { left, top } = scroller.getBoundingClientRect();
    const point = [left + 20, top + Math.min(scroller.clientHeight, innerHeight - top) / 2];
    const row = document.elementFromPoint(...point)?.closest('[role=row]');
    const rect = row?.getBoundingClientRect();
    return rect ? Number(row.getAttribute('aria-rowindex')) * rect.height - rect.top : NaN;
  };
  const blanks = (scroller) => {
    const { left, top } = scroller.getBoundingClientRect();
    const width = Math.min(scroller.clientWidth, scroller.scrollWidth, innerWidth - left);
    const height = Math.min(scroller.clientHeight, scroller.scrollHeight, innerHeight - top);
    let found = 0;
    for (let across = 0; across < 6; across++) {
      for (let down = 0; down < 8; down++) {
        const [x, y] = [left + (width * (across + 0.5)) / 6, top + (height * (down + 0.5)) / 8];
        // The line between two cells belongs to neither.
        if (holds(x, y) || holds(x + 3, y + 3)) continue;
        found++;
        const [at, row] = ['[data-column]', '[role=row]'].map((css) => document.elementFromPoint(x, y)?.closest(css));
        probe.blankExample ??= `at ${Math.round(x)}, ${Math.round(y)}: column ${at?.dataset.column}, row ${row?.getAttribute('aria-rowindex')}`;
      }
    }
    return found;
  };

  // Scrolls both axes at these speeds (CSS pixels a second), back where an end is reached, drawing at every frame.
  probe.scroll = (millis, speedY, speedX, looksForBlanks) =>
    new Promise((resolve, reject) => {
      const [vertical, horizontal] = [UI.vertical, UI.horizontal].map((css) => document.querySelector(css));
      const folded = (distance, range) => (range < 1 ? 0 : range - Math.abs((distance % (2 * range)) - range));
      const range = {
        y: vertical.scrollHeight - vertical.clientHeight,
        x: horizontal.scrollWidth - horizontal.clientWidth,
      };
      const start = { y: vertical.scrollTop, x: horizontal.scrollLeft };
      const tasksBefore = probe.tasks.length;
      const times = [];
      let [blank, looked, moved, late] = [0, 0, 0, 0];
      const drawnAtRest = looksForBlanks ? drawnFor(vertical) - vertical.scrollTop : 0;
      const frame = (now) => {
        times.push(now);
        const elapsed = now - times[0];
        if (elapsed >= millis) {
          const gaps = times.slice(1).map((time, index) => time - times[index]);
          // Long tasks are told of a little later than they end.
          setTimeout(() => {
            const tasks = probe.tasks.slice(tasksBefore).map(([, duration]) => duration);
            resolve({
              framesPerSecond: (gaps.length * 1000) / elapsed,
              longestFrameMillis: Math.max(...gaps),
              longestTaskMillis: Math.max(0, ...tasks),
              blank, looked, moved, late, blankExample: probe.blankExample, rangeY: range.y, rangeX: range.x,
            });
          }, 100);
          return;
        }
        const before = vertical.scrollTop;
        vertical.scrollTop = folded(start.y + (elapsed / 1000) * speedY, range.y);
        horizontal.scrollLeft = folded(start.x + (elapsed / 1000) * speedX, range.x);
        moved += Math.abs(vertical.scrollTop - before);
        if (looksForBlanks && times.length % 4 === 0) {
          afterPaint(() => {
            try {
              [looked, blank] = [looked + 48, blank + blanks(vertical)];
              late = Math.max(late, Math.abs(drawnFor(vertical) - drawnAtRest - vertical.scrollTop));
            } catch (error) {
              reject(error);
            }
          });
        }
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  probe.nodes = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) count++;
    return { nodes: count, elements: document.getElementsByTagName('*').length };
  };

  // What the page did up to now.
  probe.told = () => {
    const searches = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/runs/search'));
    const isApi = (url) => /\/(ajax-api|api|graphql|version)\b/.test(url);
    const files = performance.getEntriesByType('resource').filter((entry) => !isApi(entry.name));
    const needed = files.filter((entry) => entry.responseEnd <= probe.firstRow);
    const page = performance.getEntriesByType('navigation')[0];
    const long = probe.tasks.map(([, duration]) => duration);
    return {
      firstRow: probe.firstRow,
      firstAnswer: searches.length ? searches[0].responseEnd : null,
      pageBytes: needed.reduce((sum, entry) => sum + entry.transferSize, page?.transferSize ?? 0),
      blocked: long.reduce((sum, duration) => sum + duration, 0),
      longest: Math.max(0, ...long),
      tasks: probe.tasks,
    };
  };
}
