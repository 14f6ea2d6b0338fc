// Put behind probe.js, with `LINES` (how many lines a drawn chart has) and `ASKS_ALL` in front: watches a page of charts.
if (window === window.top) {
  const probe = window.__bench;
  const charts = (probe.charts = { outline: null, full: null, count: 0, outlines: [], fulls: [] });
  const [NOT, OUTLINE, FULL] = [0, 1, 2];

  // plotly draws each run twice, smoothed and as it is; ours says itself how far it is.
  const drawn = (card) => {
    if (card.dataset.testid === 'chart-card') {
      return { outline: OUTLINE, full: FULL }[card.querySelector('[data-drawn]')?.dataset.drawn] ?? NOT;
    }
    return card.querySelectorAll('.scatterlayer .trace').length === 2 * LINES ? FULL : NOT;
  };
  const inView = () => [...document.querySelectorAll(UI.card)].filter(probe.inView);

  // MLflow's page: chooses "Show all runs" as soon as the page has the button.
  const press = (element) => {
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
      element.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0 }));
    }
  };
  let asked = 0;
  const askForAll = () => {
    const button = document.querySelector('[data-testid=experiment-view-runs-visibility-column-header]');
    const items = [...document.querySelectorAll('[role=menuitemradio]')];
    const all = items.find((item) => item.innerText.trim() === 'Show all runs');
    if (all) {
      all.click();
      asked = Infinity;
    } else if (button && probe.visibleRow() && performance.now() > asked) {
      press(button);
      asked = performance.now() + 2000;
    }
  };

  const watch = () => {
    if (ASKS_ALL && asked !== Infinity) askForAll();
    const states = inView().map(drawn);
    const least = states.length ? Math.min(...states) : NOT;
    for (const [times, state] of [[charts.outlines, OUTLINE], [charts.fulls, FULL]]) {
      const count = states.filter((one) => one >= state).length;
      if (count > times.length) {
        const first = times.length;
        times.length = count;
        probe.afterPaint(() => times.fill(performance.now(), first, count));
      }
    }
    if (least >= OUTLINE && charts.outline === null) {
      charts.outline = 0;
      probe.afterPaint(() => (charts.outline = performance.now()));
    }
    if (least === FULL) {
      probe.afterPaint(() => {
        charts.full = performance.now();
        charts.count = states.length;
      });
    } else requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);

  // Where in the first drawn chart the mouse may move, in CSS pixels.
  charts.place = () => {
    const plot = inView().find((card) => drawn(card) === FULL)?.querySelector(UI.plot);
    const { left, top, width, height } = plot.getBoundingClientRect();
    return { left, top, width, height };
  };

  // Scrolls what holds the charts at this speed (CSS pixels a second), back where an end is reached, drawing at every
  // frame; then waits until the charts in view have their lines, at most for half a minute.
  charts.scroll = (millis, speed) =>
    new Promise((resolve) => {
      let scroller = inView()[0];
      const isScroller = (one) =>
        one.scrollHeight > one.clientHeight + 100 && /auto|scroll/.test(getComputedStyle(one).overflowY);
      while (scroller.parentElement && !isScroller(scroller)) scroller = scroller.parentElement;
      const range = scroller.scrollHeight - scroller.clientHeight;
      const tasksBefore = probe.tasks.length;
      const times = [];
      let [moved, nodes] = [0, 0];
      const settled = () => {
        const stopped = performance.now();
        const isDrawn = () => {
          const states = inView().map(drawn);
          return states.length > 0 && Math.min(...states) >= OUTLINE;
        };
        probe.until(() => {}, isDrawn, 30000).then(() => {
          const gaps = times.slice(1).map((time, index) => time - times[index]);
          const tasks = probe.tasks.slice(tasksBefore).map(([, duration]) => duration);
          resolve({
            framesPerSecond: (gaps.length * 1000) / (times.at(-1) - times[0]),
            slowFrames: gaps.filter((gap) => gap > 25).length / gaps.length,
            longestFrame: Math.max(...gaps),
            longestTask: Math.max(0, ...tasks),
            drawnAfter: performance.now() - stopped,
            moved, nodes, range,
          });
        });
      };
      const frame = (now) => {
        times.push(now);
        const elapsed = now - times[0];
        if (elapsed >= millis) return settled();
        const distance = (elapsed / 1000) * speed;
        const before = scroller.scrollTop;
        scroller.scrollTop = range - Math.abs((distance % (2 * range)) - range);
        moved += Math.abs(scroller.scrollTop - before);
        if (times.length % 30 === 0) nodes = Math.max(nodes, document.getElementsByTagName('*').length);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  const said = () => [...document.querySelectorAll(UI.tooltip)].map((one) => one.textContent).join('\n');
  // Waits for the next move of the mouse: the milliseconds from its arrival until another text beside the pointer is
  // painted; null when the text stays as it is for a second.
  charts.hover = () => {
    const before = said();
    charts.hovered = new Promise((resolve) => {
      addEventListener(
        'pointermove',
        () => {
          const began = performance.now();
          const look = () => {
            // After the frame: what others do in the same frame counts.
            probe.afterPaint(() => {
              const now = performance.now();
              if (said() !== before) resolve(now - began);
              else if (now - began > 1000) resolve(null);
              else requestAnimationFrame(look);
            });
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
  };

  charts.told = () => {
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const needed = entries.filter((entry) => entry.startTime <= charts.full);
    const before = probe.tasks.filter(([start]) => start < charts.full);
    return {
      outline: charts.outline,
      full: charts.full,
      outlines: charts.outlines,
      fulls: charts.fulls,
      count: charts.count,
      bytes: needed.reduce((sum, entry) => sum + entry.transferSize, 0),
      blocked: before.reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0),
      longest: Math.max(0, ...probe.tasks.map(([, duration]) => duration)),
    };
  };
}
