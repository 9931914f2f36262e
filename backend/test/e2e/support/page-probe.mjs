// Runs in every frame before its own scripts and notes, by the page's own clock, what only the page can see: when
// messages came and went on the voice socket, how loud the output was, and whether the microphone was let go.
const probe = (window.orbisProbe = { received: [], sent: [], loudness: [], tracks: [] });

const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener('message', ({ data }) => note(probe.received, data));
  }
  send(data) {
    note(probe.sent, data);
    super.send(data);
  }
};

function note(list, data) {
  const at = performance.now();
  if (typeof data === 'string') list.push({ at, ...JSON.parse(data) });
  else list.push({ at, type: 'audio', bytes: data.byteLength ?? data.size });
}

const devices = navigator.mediaDevices;
if (devices) {
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wishes) => {
    const stream = await open(wishes);
    probe.tracks.push(...stream.getTracks());
    return stream;
  };
}

const { connect } = AudioNode.prototype;
AudioNode.prototype.connect = function (target, ...channels) {
  if (target instanceof AudioDestinationNode) measure(this);
  return connect.call(this, target, ...channels);
};

function measure(source) {
  const analyser = source.context.createAnalyser();
  analyser.fftSize = 256;
  connect.call(source, analyser);
  const block = new Float32Array(analyser.fftSize);
  setInterval(() => {
    analyser.getFloatTimeDomainData(block);
    const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
    probe.loudness.push({ at: performance.now(), rms: Math.sqrt(power) });
  }, 10);
}
