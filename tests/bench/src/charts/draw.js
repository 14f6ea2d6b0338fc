// Draws lines with uPlot in an empty page and measures as `#/kit?lines=…` does with ours: the same numbers, the same
// widths, and after each drawing one pixel is read back, so that rasterising counts.
const drawWithUplot = async ({ lines, points, width, height }) => {
  const walk = (line) => {
    const values = new Float64Array(points);
    let [state, value] = [line + 1, 0];
    for (let index = 0; index < points; index++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      value += (state >>> 16) / 65536 - 0.5;
      values[index] = value;
    }
    return values;
  };
  const x = Float64Array.from({ length: points }, (_, index) => index);
  const data = [x, ...Array.from({ length: lines }, (_, line) => walk(line))];
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  let drawn = () => {};
  const options = {
    width,
    height,
    // As many rows of words as lines would be measured otherwise.
    legend: { show: lines <= 10 },
    scales: { x: { time: false } },
    series: [{}, ...data.slice(1).map((_, line) => ({ stroke: `hsl(${(line * 47) % 360} 60% 45%)`, width: 1.5 }))],
    hooks: { draw: [() => drawn()] },
  };
  let plot = null;
  // It draws in a microtask after what asks for it.
  const taken = async (act) => {
    const began = performance.now();
    const done = new Promise((resolve) => (drawn = resolve));
    act();
    await done;
    plot.ctx.getImageData(0, 0, 1, 1);
    return performance.now() - began;
  };
  await frame();
  const first = await taken(() => (plot = new uPlot(options, data, document.body)));
  const again = [], zoom = [], hover = [];
  for (let round = 0; round < 5; round++) {
    await frame();
    again.push(await taken(() => plot.redraw(true)));
  }
  for (let round = 1; round <= 9; round++) {
    await frame();
    const half = (points / 2) * (1 - round / 10);
    zoom.push(await taken(() => plot.setScale('x', { min: points / 2 - half, max: points / 2 + half })));
  }
  await frame();
  await taken(() => plot.setScale('x', { min: 0, max: points - 1 }));
  for (let round = 1; round <= 9; round++) {
    await frame();
    const began = performance.now();
    plot.setCursor({ left: (plot.over.clientWidth * round) / 10, top: plot.over.clientHeight / 2 });
    plot.root.getBoundingClientRect();
    hover.push(performance.now() - began);
  }
  return { first, again: median(again), zoom: median(zoom), hover: median(hover), last: data.at(-1).at(-1) };
};
