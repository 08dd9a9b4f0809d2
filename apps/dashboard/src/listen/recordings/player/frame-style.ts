/** The visitor's pointer as a drawing: the dashboard's style sheet does not reach into the frame. */
const pointer =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='22' height='22' viewBox='0 0 22 22'%3E%3Cpath d='M4 2.5v14l4-3.6 2.7 6 2.6-1.2-2.7-5.9 5.4-.3z' fill='%231b1e26' stroke='white' stroke-width='1.6' stroke-linejoin='round'/%3E%3C/svg%3E"

/** What is drawn over the visitor's page: pointer, its trail, and a ring where they click or touch. */
export const frameStyle = `
/* Light, as most visitors have it: the viewer's own dark mode must not change what they saw. */
html, iframe { color-scheme: light; }
html, body { margin: 0; height: 100%; overflow: hidden; }
.replayer-wrapper { position: relative; height: 100%; }
.replayer-wrapper iframe { border: 0; display: block; background: #fff; }
.replayer-mouse { position: absolute; z-index: 2; width: 22px; height: 22px; margin: -3px 0 0 -4px;
  background: url("${pointer}") no-repeat; transition: left .05s linear, top .05s linear; pointer-events: none; }
/* Nobody knows where it is before it first moves. */
.replayer-mouse:not([style*="left"]) { visibility: hidden; }
.replayer-mouse::after { content: ""; position: absolute; left: 4px; top: 3px; width: 34px; height: 34px; margin: -17px 0 0 -17px;
  border-radius: 50%; border: 3px solid #2f4b7c; box-sizing: border-box; opacity: 0; }
.replayer-mouse.active::after { animation: press .4s ease-out 1; }
.replayer-mouse.touch-device { background: none; width: 44px; height: 44px; margin: -22px 0 0 -22px; border-radius: 50%;
  border: 3px solid transparent; box-sizing: border-box; transition: none; }
.replayer-mouse.touch-device::after { left: 19px; top: 19px; }
.replayer-mouse.touch-device.touch-active { border-color: #2f4b7c; background: rgb(47 75 124 / .18); }
.replayer-mouse-tail { position: absolute; z-index: 1; pointer-events: none; }
@keyframes press { from { opacity: .9; transform: scale(.3); } to { opacity: 0; transform: scale(1.3); } }
`
