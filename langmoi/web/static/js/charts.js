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

  // Months stand side by side, one place each, also those for which nobody has figures.
  const monthsOf = (points) => {
    const [first, last] = [points[0], points[points.length - 1]].map((p) => p.month.split("/").map(Number));
    const months = [];
    for (let [month, year] = first; year < last[1] || (year === last[1] && month <= last[0]);) {
      months.push(`${String(month).padStart(2, "0")}/${year}`);
      [month, year] = month === 12 ? [1, year + 1] : [month + 1, year];
    }
    return months;
  };

  const monthAxis = (grid, months, withLabels) => ({
    type: "category", gridIndex: grid, data: months,
    axisLine: { lineStyle: { color: AXIS } }, axisTick: { show: false },
    axisLabel: {
      show: withLabels, color: INK_2, fontSize: 12, hideOverlap: true,
      interval: (index, month) => months.length < 14 || /^(12|06)\//.test(month),
    },
  });
  const valueAxis = (grid, name, more) => ({
    type: "value", gridIndex: grid, name, nameLocation: "end", nameGap: 14,
    nameTextStyle: { align: "left", padding: [0, 0, 0, -30], color: INK, fontWeight: 600, fontSize: 12 },
    splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK_2, fontSize: 12 }, ...more,
  });
  // An upright line where another criteria set begins: no line of figures crosses it.
  // Another where the communes that count changed: there a line goes on, but not unmarked.
  const changes = (sets, borders = []) => ({
    symbol: "none", silent: true, lineStyle: { color: RED, width: 1.5, type: [5, 3] },
    label: { color: RED, fontSize: 11, fontWeight: 600, rotate: 0, position: "insideEndTop" },
    data: [
      ...sets.slice(1).map((set) => ({ xAxis: set.points[0].month, label: { formatter: set.name } })),
      ...borders.map((change) => ({
        xAxis: change.month, lineStyle: { color: INK_2, type: "dotted" },
        label: { formatter: change.name, color: INK_2, position: "insideStartTop" },
      })),
    ],
  });
  // What was published: diamonds, hollow where it contradicts another published figure.
  const published = (data) => ({
    name: "Số đã công bố", type: "scatter", symbol: "diamond", symbolSize: 11, silent: true, z: 5,
    data: data.published.map((point) => ({
      value: [point.month, Number(point.value.replace(",", "."))],
      itemStyle: point.isDoubtful
        ? { color: "#fff", borderColor: RED, borderWidth: 2 }
        : { color: RED },
    })),
  });
  const tip = (write) => ({
    trigger: "axis", backgroundColor: "#fff", borderColor: AXIS, padding: [8, 12],
    textStyle: { color: INK, fontSize: 12 }, formatter: (found) => write(found.find((item) => item.data.point).data.point),
  });
  const base = { aria: { enabled: true }, animation: false, textStyle: { fontFamily: FONT } };

  // The shown month, both ends and every December, unless that stands too close to the shown one.
  const isLabelled = (point, all, shownMonth) => {
    const at = all.indexOf(point);
    const far = Math.abs(at - all.findIndex((other) => other.month === shownMonth));
    const isEnd = at === 0 || at === all.length - 1;
    return far === 0 || (far > 2 && (isEnd || all.length < 14 || point.month.startsWith("12/")));
  };

  // One line for each set, so that none crosses a change.
  const line = (set, all, value, shownMonth) => ({
    name: set.name, type: "line",
    data: set.points.map((point) => {
      const isShown = point.month === shownMonth;
      return {
        value: [point.month, Number(value(point))], point,
        symbol: isShown ? "emptyCircle" : "circle", symbolSize: isShown ? 11 : 5,
        label: { show: isLabelled(point, all, shownMonth), formatter: shown(value(point)) },
      };
    }),
    lineStyle: { color: BLUE, width: 2.5 }, itemStyle: { color: BLUE },
    label: { position: "top", color: INK, fontWeight: 600, fontSize: 12 },
  });

  const trend = (data) => {
    const all = data.sets.flatMap((set) => set.points);
    const months = monthsOf(all);
    const lowest = Math.min(...all.map((point) => Number(point.mean)));
    const columns = {
      name: `Xã đạt ${data.total}/${data.total}`, type: "bar", xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 22,
      data: all.map((point) => ({
        value: [point.month, point.metAll], point,
        itemStyle: { color: GREEN, opacity: point.isClosed ? 1 : 0.55 },
        label: { show: isLabelled(point, all, data.shown) },
      })),
      label: { position: "top", color: INK, fontWeight: 600, fontSize: 12 },
    };
    const means = data.sets.map((set) => line(set, all, (point) => point.mean, data.shown));
    means[0].markLine = changes(data.sets, data.borders);
    return {
      ...base,
      grid: [{ left: 40, right: 28, top: 44, height: 190 }, { left: 40, right: 28, top: 290, height: 96 }],
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      xAxis: [monthAxis(0, months, false), monthAxis(1, months, true)],
      yAxis: [
        valueAxis(0, "Tiêu chí bình quân mỗi xã", { min: Math.max(0, Math.floor(lowest) - 1) }),
        valueAxis(1, `Số xã đạt ${data.total}/${data.total} (cột nhạt: tháng chưa chốt)`, {
          minInterval: 1, max: (range) => (range.max > 9 ? Math.ceil((range.max * 1.15) / 5) * 5 : range.max + 1),
        }),
      ],
      tooltip: tip((p) => `<b>Tháng ${p.month}</b><br>Bình quân: <b>${shown(p.mean)}</b><br>Đạt đủ: <b>${p.metAll}</b>/${p.communes} xã`),
      series: [...means, columns, published(data)],
    };
  };

  const steps = (data) => {
    const all = data.sets.flatMap((set) => set.points);
    const goal = {
      yAxis: data.total, lineStyle: { color: GREEN, type: "solid" },
      label: { formatter: `Đạt đủ ${data.total}`, color: GREEN, position: "insideStartTop" },
    };
    const lines = data.sets.map((set) => ({ ...line(set, all, (point) => point.met, data.shown), step: "end" }));
    lines[0].markLine = changes(data.sets);
    lines[0].markLine.data.push(goal);
    return {
      ...base,
      grid: { left: 36, right: 28, top: 30, bottom: 28 },
      xAxis: monthAxis(0, monthsOf(all), true),
      yAxis: valueAxis(0, "", {
        min: Math.max(0, Math.min(...all.map((point) => point.met)) - 2), max: data.total + 1, minInterval: 1,
      }),
      tooltip: tip((p) => `<b>Tháng ${p.month}</b><br>Đạt <b>${p.met}</b>/${data.total} tiêu chí`),
      series: lines,
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
