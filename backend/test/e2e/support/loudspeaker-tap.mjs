// Runs in the page before its own scripts. Whatever is connected to an audio destination is connected to an analyser as
// well, which is the browser's own and knows nothing of our player: it measures the samples that leave for the device.
const heard = (window.heardAtLoudspeaker = []);
const { connect } = AudioNode.prototype;

AudioNode.prototype.connect = function (target, ...channels) {
  if (target instanceof AudioDestinationNode) measure(this);
  return connect.call(this, target, ...channels);
};

function measure(source) {
  const analyser = source.context.createAnalyser();
  analyser.fftSize = 1024;
  connect.call(source, analyser);
  const block = new Float32Array(analyser.fftSize);
  setInterval(() => {
    analyser.getFloatTimeDomainData(block);
    const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
    heard.push({ at: Date.now(), rms: Math.sqrt(power) });
  }, 20);
}
