// Draws the charts: expressions are interpreted, not compiled, so that the page needs no right to evaluate code.

const page = JSON.parse(document.getElementById("data").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");

function look() {
  const style = getComputedStyle(document.documentElement);
  const [ink, line] = ["--ink", "--line"].map((name) => style.getPropertyValue(name).trim());
  const words = { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontSize: 12 };
  return {
    background: "transparent",
    axis: { ...words, gridColor: line, domainColor: line, tickColor: line },
    legend: { ...words, labelLimit: 200, symbolBaseFillColor: ink, symbolBaseStrokeColor: ink, layout: { bottom: { direction: "vertical", anchor: "start" } } },
    title: { color: ink, anchor: "start", fontSize: 14 },
    view: { stroke: line },
  };
}

async function draw() {
  for (const [name, chart] of Object.entries(page.charts)) {
    const options = { mode: "vega-lite", ast: true, logLevel: 1, actions: false, defaultStyle: false, config: look(), renderer: "svg" };
    const tooltip = { disableDefaultStyle: true, theme: "custom" };
    await vegaEmbed(`#${name}`, { ...chart, datasets: page.answers }, { ...options, tooltip });
  }
}

draw();
dark.addEventListener("change", draw);
