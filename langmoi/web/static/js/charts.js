// Charts from the numbers in the page; the same numbers stand in a table below each chart.
"use strict";
(() => {
  const root = getComputedStyle(document.documentElement);
  const colour = (name) => root.getPropertyValue(name).trim();
  const FONT = getComputedStyle(document.body).fontFamily;
  const INK = colour("--lm-ink");
  const INK_2 = colour("--lm-ink-2");
  const LINE = colour("--lm-line");
  const AXIS = colour("--lm-line-2");
  const BLUE = colour("--lm-primary");
  const GREEN = colour("--lm-b5");
  const RED = colour("--lm-red");
  const shown = (number) => String(number).replace(".", ",");
  const at = (point) => new Date(point.day).getTime();
  const monthOf = (time) => {
    const day = new Date(time);
    return `${day.getMonth() + 1}/${day.getFullYear()}`;
  };

  const timeAxis = (grid, withLabels, first, last) => ({
    type: "time", gridIndex: grid, min: first, max: last,
    axisLine: { lineStyle: { color: AXIS } }, axisTick: { show: false }, splitLine: { show: false },
    axisLabel: {
      show: withLabels, color: INK_2, fontSize: 12, hideOverlap: true,
      formatter: (time) => (new Date(time).getDate() === 1 ? monthOf(time) : ""),
    },
  });
  const valueAxis = (grid, name, more) => ({
    type: "value", gridIndex: grid, name, nameLocation: "end", nameGap: 14,
    nameTextStyle: { align: "left", padding: [0, 0, 0, -30], color: INK, fontWeight: 600, fontSize: 12 },
    splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK_2, fontSize: 12 }, ...more,
  });
  // An upright line where another criteria set begins: no line of figures crosses it.
  const changes = (sets) => ({
    symbol: "none", silent: true, lineStyle: { color: RED, width: 1.5, type: [5, 3] },
    label: { color: RED, fontSize: 11, fontWeight: 600, rotate: 0, position: "insideEndTop" },
    data: sets.slice(1).map((set) => ({ xAxis: at(set.points[0]), label: { formatter: set.name } })),
  });
  const tip = (write) => ({
    trigger: "axis", backgroundColor: "#fff", borderColor: AXIS, padding: [8, 12],
    textStyle: { color: INK, fontSize: 12 }, formatter: (found) => write(found[0].data.point),
  });
  const base = { aria: { enabled: true }, animation: false, textStyle: { fontFamily: FONT } };

  // Labels on the first, the last, the shown point and wherever the value moved a good deal.
  const labelled = (points, value, step, shownMonth) => {
    let last = null;
    return points.map((point, index) => {
      const here = Number(value(point));
      const ends = index === 0 || index === points.length - 1 || point.month === shownMonth;
      const show = ends || last === null || Math.abs(here - last) >= step;
      if (show) last = here;
      return show;
    });
  };

  const trend = (data) => {
    const all = data.sets.flatMap((set) => set.points);
    const pad = 20 * 86400000;
    const first = at(all[0]) - pad;
    const end = at(all[all.length - 1]) + pad;
    const width = Math.max(4, Math.min(22, 420 / all.length));
    const means = data.sets.map((set, index) => {
      const labels = labelled(set.points, (p) => p.mean, 1, data.shown);
      return {
        name: set.name, type: "line", symbol: "circle",
        data: set.points.map((point, place) => ({
          value: [at(point), Number(point.mean)], point,
          symbol: point.month === data.shown ? "emptyCircle" : "circle",
          symbolSize: point.month === data.shown ? 11 : 5,
          label: { show: labels[place], formatter: shown(point.mean) },
        })),
        lineStyle: { color: BLUE, width: 2.5 }, itemStyle: { color: BLUE },
        label: { position: "top", color: INK, fontWeight: 600, fontSize: 12 },
        markLine: index === 0 ? changes(data.sets) : undefined,
      };
    });
    const labels = labelled(all, (p) => p.metAll, 2, data.shown);
    // A bar on a time axis would widen it and part the two grids, so columns are drawn one by one.
    const columns = {
      name: "Xã đạt đủ tiêu chí", type: "custom", xAxisIndex: 1, yAxisIndex: 1,
      data: all.map((point) => ({ value: [at(point), point.metAll], point })),
      renderItem: (params, api) => {
        const [x, top] = api.coord([api.value(0), api.value(1)]);
        const [, floor] = api.coord([api.value(0), 0]);
        const point = all[params.dataIndex];
        const rect = {
          type: "rect", shape: { x: x - width / 2, y: top, width, height: floor - top },
          style: { fill: GREEN, opacity: point.isClosed ? 1 : 0.55 },
        };
        const text = {
          type: "text", x, y: top - 4,
          style: {
            text: labels[params.dataIndex] ? String(point.metAll) : "", fill: INK,
            font: `600 12px ${FONT}`, align: "center", verticalAlign: "bottom",
          },
        };
        return { type: "group", children: [rect, text] };
      },
    };
    const lowest = Math.min(...all.map((p) => Number(p.mean)));
    return {
      ...base,
      grid: [{ left: 40, right: 24, top: 44, height: 190 }, { left: 40, right: 24, top: 290, height: 96 }],
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      xAxis: [timeAxis(0, false, first, end), timeAxis(1, true, first, end)],
      yAxis: [
        valueAxis(0, "Tiêu chí bình quân mỗi xã", { min: Math.max(0, Math.floor(lowest) - 1) }),
        valueAxis(1, `Số xã đạt ${data.total}/${data.total} (cột nhạt: tháng chưa chốt)`, { minInterval: 1 }),
      ],
      tooltip: tip((p) => `<b>Tháng ${p.month}</b><br>Bình quân: <b>${shown(p.mean)}</b><br>Đạt đủ: <b>${p.metAll}</b>/${p.communes} xã`),
      series: [...means, columns],
    };
  };

  const steps = (data) => {
    const all = data.sets.flatMap((set) => set.points);
    const lowest = Math.min(...all.map((p) => p.met));
    return {
      ...base,
      grid: { left: 36, right: 24, top: 30, bottom: 28 },
      xAxis: timeAxis(0, true),
      yAxis: valueAxis(0, "", { min: Math.max(0, lowest - 2), max: data.total + 1, minInterval: 1 }),
      tooltip: tip((p) => `<b>Tháng ${p.month}</b><br>Đạt <b>${p.met}</b>/${data.total} tiêu chí`),
      series: data.sets.map((set, index) => {
        const labels = labelled(set.points, (p) => p.met, 1, data.shown);
        const goal = { yAxis: data.total, lineStyle: { color: GREEN, type: "solid" }, label: { formatter: `Đạt ${data.total}`, color: GREEN, position: "insideStartTop" } };
        const lines = changes(data.sets);
        return {
          name: set.name, type: "line", step: "end", symbol: "circle",
          data: set.points.map((point, place) => ({
            value: [at(point), point.met], point,
            symbol: point.month === data.shown ? "emptyCircle" : "circle",
            symbolSize: point.month === data.shown ? 11 : 5,
            label: { show: labels[place], formatter: String(point.met) },
          })),
          lineStyle: { color: BLUE, width: 2.5 }, itemStyle: { color: BLUE },
          label: { position: "top", color: INK, fontWeight: 600, fontSize: 12 },
          markLine: index === 0 ? { ...lines, data: [...lines.data, goal] } : undefined,
        };
      }),
    };
  };

  const KINDS = { trend, steps };
  const drawn = [];
  for (const place of document.querySelectorAll("[data-chart]")) {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    if (!data.sets.length) continue;
    place.hidden = false;
    place.setAttribute("role", "img");
    const label = place.getAttribute("aria-label");
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(KINDS[data.kind](data));
    place.setAttribute("aria-label", label); // ECharts writes an English sentence here
    drawn.push(chart);
  }
  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
})();
