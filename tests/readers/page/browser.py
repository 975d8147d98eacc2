"""browser.py: a headless Chromium, spoken to over its DevTools pipe: messages of JSON that end with a NUL."""
import base64, json, os, select, shutil, subprocess, tempfile, time

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-extensions', '--disable-background-networking',
         '--disable-component-update', '--no-first-run', '--force-color-profile=srgb', '--hide-scrollbars', '--remote-debugging-pipe']
SILENCE = 60  # seconds
KEYS = {'Backspace': 8, 'Tab': 9, 'Enter': 13, 'Escape': 27, ' ': 32, 'End': 35, 'Home': 36, 'ArrowLeft': 37, 'ArrowRight': 39}


def find_chromium():
    return next((path for path in map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome')) if path), None)


class Browser:
    """One page. What the page logs, throws or asks the network for is kept in `console`, `dialogs` and `requests`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        to_browser, ours = os.pipe()
        theirs, from_browser = os.pipe()

        def connect():  # the browser reads from 3 and writes to 4
            far = [os.dup2(to_browser, 20), os.dup2(from_browser, 21)]
            os.dup2(far[0], 3)
            os.dup2(far[1], 4)
        self.process = subprocess.Popen([find_chromium(), *FLAGS, f'--user-data-dir={self.folder}/profile'], preexec_fn=connect, close_fds=False,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.ours, self.theirs, self.read, self.number, self.session = ours, theirs, b'', 0, None
        self.console, self.dialogs, self.requests, self.loaded = [], [], [], False
        target = self.send('Target.createTarget', url='about:blank')['targetId']
        self.session = self.send('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in 'Page', 'Runtime', 'Network', 'Log', 'Accessibility': self.send(domain + '.enable')
        self.send('Emulation.setFocusEmulationEnabled', enabled=True)

    def close(self):
        try: self.send('Browser.close')
        except (OSError, EOFError): pass
        self.process.wait(20)
        os.close(self.ours)
        os.close(self.theirs)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self): return self

    def __exit__(self, *_): self.close()

    def message(self):
        while b'\0' not in self.read:
            ready, _, _ = select.select([self.theirs], [], [], SILENCE)
            got = os.read(self.theirs, 1 << 20) if ready else b''
            if not got: raise EOFError('the browser is gone' if ready else f'the browser says nothing for {SILENCE} seconds')
            self.read += got
        message, self.read = self.read.split(b'\0', 1)
        return json.loads(message)

    def note(self, message):
        """An event."""
        name, what = message.get('method'), message.get('params', {})
        if name == 'Page.loadEventFired': self.loaded = True
        elif name == 'Runtime.exceptionThrown': self.console.append(json.dumps(what['exceptionDetails'])[:600])
        elif name == 'Runtime.consoleAPICalled': self.console.append(json.dumps(what['args'])[:600])
        elif name == 'Log.entryAdded': self.console.append(what['entry']['text'])
        elif name == 'Network.requestWillBeSent': self.requests.append(what['request']['url'])
        elif name == 'Page.javascriptDialogOpening':
            self.dialogs.append(what['message'])
            self.post('Page.handleJavaScriptDialog', accept=True)

    def post(self, method, **parameters):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': parameters, **({'sessionId': self.session} if self.session else {})}
        data = json.dumps(message).encode() + b'\0'
        while data: data = data[os.write(self.ours, data):]
        return self.number

    def send(self, method, **parameters):
        number = self.post(method, **parameters)
        while True:
            message = self.message()
            if message.get('id') == number:
                if 'error' in message: raise RuntimeError(f'{method}: {message["error"]["message"]}')
                return message['result']
            self.note(message)

    def open(self, path, hash=''):
        self.loaded = False
        self.send('Page.navigate', url='about:blank')
        self.send('Page.navigate', url='file://' + os.path.abspath(path) + hash)
        self.wait('document.readyState === "complete" && !!document.querySelector("main section:not([hidden])")')

    def turn(self, path, hash):
        """Another view of the page, which is only loaded when another one is there."""
        where = 'file://' + os.path.abspath(path)
        if self.do('location.href.split("#")[0]') != where: return self.open(path, hash)
        self.do(f'''new Promise(turned => {{ const to = {json.dumps(hash)}; if (location.hash === to) return turned();
          addEventListener("hashchange", () => setTimeout(turned), {{once: true}}); location.hash = to; }})''')

    def do(self, expression):
        """The value of a JavaScript expression, promises awaited."""
        found = self.send('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in found: raise RuntimeError(f'{expression}: {found["exceptionDetails"]}')
        return found['result'].get('value')

    def wait(self, expression, seconds=15):
        until = time.time() + seconds
        while not self.do(expression):
            if time.time() > until: raise TimeoutError(f'never true: {expression}')
            time.sleep(0.02)
        self.settle()

    def settle(self):
        """The page has heard all that happened: an address that changed is told to it in a later turn, after what was waited for or clicked."""
        self.do('new Promise(settled => requestAnimationFrame(() => setTimeout(settled)))')

    def press(self, key):
        text = {'text': '\r'} if key == 'Enter' else {'text': key} if len(key) == 1 else {}
        code = KEYS.get(key, ord(key[0].upper()))
        self.send('Input.dispatchKeyEvent', type='keyDown', key=key, windowsVirtualKeyCode=code, **text)
        self.send('Input.dispatchKeyEvent', type='keyUp', key=key, windowsVirtualKeyCode=code)
        self.settle()

    def write(self, text):
        self.send('Input.insertText', text=text)
        self.settle()

    def place(self, selector):
        """The middle of the first line of an element that is scrolled into view."""
        found = self.do(f'''(() => {{ const node = document.querySelector({json.dumps(selector)}); node.scrollIntoView({{block: "center", behavior: "instant"}});
          const box = node.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; }})()''')
        return {'x': found[0], 'y': found[1]}

    def point(self, selector): self.send('Input.dispatchMouseEvent', type='mouseMoved', **self.place(selector))

    def click(self, selector):
        place = self.place(selector)
        for what in 'mouseMoved', 'mousePressed', 'mouseReleased':
            self.send('Input.dispatchMouseEvent', type=what, button='none' if what == 'mouseMoved' else 'left', clickCount=1, **place)
        self.settle()

    def look(self, width=1280, height=900, theme='light', media='', phone=False):
        """Screen and theme."""
        self.send('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.send('Emulation.setEmulatedMedia', media=media, features=[
            {'name': 'prefers-color-scheme', 'value': theme}, {'name': 'prefers-reduced-motion', 'value': 'reduce'}])

    def picture(self, path, whole=False):
        clip = {}
        if whole:
            size = self.send('Page.getLayoutMetrics')['cssContentSize']
            clip = {'clip': {'x': 0, 'y': 0, 'width': size['width'], 'height': min(size['height'], 6000), 'scale': 1}, 'captureBeyondViewport': True}
        data = self.send('Page.captureScreenshot', format='png', **clip)['data']
        open(path, 'wb').write(base64.b64decode(data))

    def paper(self, path):
        data = self.send('Page.printToPDF', printBackground=True, preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)['data']
        open(path, 'wb').write(base64.b64decode(data))
