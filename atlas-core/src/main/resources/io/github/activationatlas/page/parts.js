'use strict';
// Parts of the page: data and images that lie beside it as files or, if it is a single file, inside it. They come as scripts and images, for a
// page from the file system may not fetch.
const parts = {
  known: new Map(),
  waiting: new Map(),

  // Called by the data files.
  arrived(name, data) {
    this.waiting.get(name)(data);
  },

  data(name) {
    if (!this.known.has(name)) {
      const inside = document.getElementById(name);
      this.known.set(name, inside ? Promise.resolve(JSON.parse(inside.textContent)) : this.script(name));
    }
    return this.known.get(name);
  },

  script(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      this.waiting.set(name, data => {
        resolve(data);
        script.remove();
      });
      script.addEventListener('error', () => {
        this.known.delete(name);
        reject(new Error(`${name}.js is missing`));
      });
      script.src = `${name}.js`;
      document.head.append(script);
    });
  },

  // Settles when the image can be drawn without delay.
  image(name) {
    const inside = document.getElementById(name);
    const image = new Image();
    image.src = inside ? inside.textContent : `${name}.jpg`;
    return image.decode().then(() => image);
  }
};
