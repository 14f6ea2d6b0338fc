// What scenarios do with a table of slots: only what is in sight of it is in the page, so reading all of it is
// scrolling through it. Loaded in front of each script of grid.rs.
const frame = () => new Promise(requestAnimationFrame);
const grid = id => document.querySelector(`[data-testid='${id}']`);
const isIn = (box, left, top, right, bottom) =>
    box.width > 0 && box.right > left + 1 && box.left < right - 1 && box.bottom > top + 1 && box.top < bottom - 1;

/** Waits until what is drawn has been the same for three frames. */
const still = async (id, deadline) => {
    let [last, same] = [null, 0];
    while (same < 3 && performance.now() < deadline) {
        await frame();
        const element = grid(id);
        const now = element && `${element.scrollTop} ${element.scrollLeft} ${element.innerHTML}`;
        [last, same] = [now, now !== null && now === last ? same + 1 : 0];
    }
};

const heads = id => {
    const box = grid(id).getBoundingClientRect();
    const all = [...grid(id).querySelectorAll('[role=columnheader]')].filter(head => head.style.display !== 'none');
    const frozen = all.filter(head => head.closest('.grid__frozen')).map(head => head.getBoundingClientRect().right);
    const left = Math.max(box.left, ...frozen);
    return all.filter(head => {
        const rect = head.getBoundingClientRect();
        return isIn(rect, head.closest('.grid__frozen') ? box.left : left, box.top, box.right, box.bottom);
    });
};

/** The lines in sight, with the cells in sight. */
const inSight = id => {
    const box = grid(id).getBoundingClientRect();
    const shown = heads(id);
    if (!shown.length) return [];
    const top = Math.max(...shown.map(head => head.getBoundingClientRect().bottom));
    const text = cell => cell.querySelector('[data-part=link]')?.textContent ?? cell.textContent;
    const lines = [...grid(id).querySelectorAll('[role=row][data-id]')].filter(row =>
        !row.hidden && isIn(row.getBoundingClientRect(), box.left, top, box.right, box.bottom));
    const line = row => {
        const left = row.querySelector('.grid__frozen')?.getBoundingClientRect().right ?? box.left;
        const isSeen = cell => cell.style.display !== 'none'
            && isIn(cell.getBoundingClientRect(), cell.closest('.grid__frozen') ? box.left : left, -1e9, box.right, 1e9);
        const cells = [...row.querySelectorAll('[data-column]')].filter(isSeen);
        const flag = name => row.hasAttribute(name) ? row.getAttribute(name) === 'true' : null;
        return {
            index: Number(row.getAttribute('aria-rowindex')) - 2,
            id: row.dataset.id,
            level: Number(row.getAttribute('aria-level') ?? 0),
            expanded: flag('aria-expanded'),
            is_selected: flag('aria-selected') === true,
            is_dimmed: row.classList.contains('grid__row--dimmed'),
            cells: Object.fromEntries(cells.map(cell => [cell.dataset.column, text(cell).trim()])),
        };
    };
    return lines.map(line).sort((a, b) => a.index - b.index);
};

/** Every line with every cell: `wide` scrolls through the columns too. Leaves the table where it was. */
const everything = async (id, wide, deadline) => {
    const from = [grid(id).scrollLeft, grid(id).scrollTop];
    const found = new Map();
    let [x, y] = [0, 0];
    while (performance.now() < deadline) {
        const element = grid(id);
        element.scrollLeft = x;
        element.scrollTop = y;
        await still(id, deadline);
        const lines = inSight(id);
        for (const line of lines) {
            const known = found.get(line.index);
            found.set(line.index, { ...line, cells: { ...known?.cells, ...line.cells } });
        }
        const columns = heads(id).filter(head => !head.closest('.grid__frozen'));
        const seen = columns.map(head => head.getBoundingClientRect());
        const wideCss = Math.max(...seen.map(rect => rect.right), 0) - Math.min(...seen.map(rect => rect.left), 0);
        const highCss = lines.length ? (lines.length - 2) * grid(id).querySelector('[role=row][data-id]').offsetHeight : 1;
        const [right, bottom] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
        if (wide && x < right - 0.5) x = Math.min(right, x + Math.max(wideCss / 2, 120));
        else if (y < bottom - 0.5) [x, y] = [0, Math.min(bottom, y + Math.max(highCss, 24))];
        else break;
    }
    [grid(id).scrollLeft, grid(id).scrollTop] = from;
    await still(id, deadline);
    return [...found.values()].sort((a, b) => a.index - b.index);
};

/** Scrolls until the head of a column is wholly in sight. Gives whether it could. */
const showColumn = async (id, column, deadline) => {
    const there = () => heads(id).some(head => {
        if (head.dataset.column !== column) return false;
        return head.closest('.grid__frozen') || head.getBoundingClientRect().right <= grid(id).getBoundingClientRect().right + 1;
    });
    if (there()) return true;
    for (let x = 0; performance.now() < deadline; x += 160) {
        const element = grid(id);
        const end = element.scrollWidth - element.clientWidth;
        element.scrollLeft = Math.min(x, end);
        await still(id, deadline);
        if (there()) return true;
        if (x >= end) return false;
    }
    return false;
};
