// Lets the customer draw a signature. Without this script the page signs by name and code alone.
const pad = document.querySelector('[data-pad]');
const canvas = pad.querySelector('canvas');
const field = pad.querySelector('input');
const pen = canvas.getContext('2d');
const [width, height, most] = [600, 200, 4000];
const sharpness = 2;

// What stands in the field is what the page came back with after something else on it was refused.
const strokes = field.value ? field.value.split(';').map(stroke => stroke.split(' ').map(point => point.split(',').map(Number))) : [];
let stroke = null;

function draw() {
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  pen.scale(sharpness, sharpness);
  pen.lineWidth = 3;
  pen.lineCap = pen.lineJoin = 'round';
  pen.strokeStyle = getComputedStyle(canvas).color;
  for (const points of strokes) {
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (const point of points) pen.lineTo(...point);
    pen.stroke();
  }
}

function keep() {
  field.value = strokes.map(points => points.map(point => point.join(',')).join(' ')).join(';');
  pad.classList.toggle('drawn', strokes.length > 0);
}

function at(event) {
  const box = canvas.getBoundingClientRect();
  const within = (value, limit) => Math.round(Math.min(Math.max(value, 0), 1) * limit);
  return [within((event.clientX - box.left) / box.width, width), within((event.clientY - box.top) / box.height, height)];
}

canvas.addEventListener('pointerdown', event => {
  event.preventDefault();
  canvas.setPointerCapture(event.pointerId);
  stroke = [at(event)];
  strokes.push(stroke);
  draw();
});

canvas.addEventListener('pointermove', event => {
  if (!stroke || strokes.reduce((sum, points) => sum + points.length, 0) >= most) return;
  const [x, y] = at(event), [lastX, lastY] = stroke.at(-1);
  if (Math.hypot(x - lastX, y - lastY) < 3) return;
  stroke.push([x, y]);
  draw();
});

for (const end of ['pointerup', 'pointercancel'])
  canvas.addEventListener(end, () => {
    stroke = null;
    keep();
  });

pad.querySelector('button').addEventListener('click', () => {
  strokes.length = 0;
  draw();
  keep();
});

pad.hidden = false;
draw();
keep();
