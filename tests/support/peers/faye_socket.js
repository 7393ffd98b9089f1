// SPDX-License-Identifier: GPL-3.0-or-later
// faye-websocket in the shape of ws, as far as node_peer.js needs it.
'use strict';

const {EventEmitter} = require('events');
const WebSocket = require('faye-websocket');

const CONTINUATION = 0, TEXT = 1, BINARY = 2;

/// faye-websocket writes whole messages only.
function fragment(opcode, payload, fin) {
    return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode, payload.length]), payload]);
}

class FayeSocket extends EventEmitter {
    OPEN = 1;
    isInMessage = false;

    constructor(request, socket, head, protocols, open) {
        super();
        this.socket = socket;
        this.faye = new WebSocket(request, socket, head, protocols);
        this.faye.on('open', () => open(this));
        this.faye.on('message', ({data}) => this.emit('message', data, typeof data !== 'string'));
    }

    get readyState() {
        return this.faye.readyState;
    }

    get bufferedAmount() {
        return this.socket.writableLength;
    }

    send(data, options = {}, sent = undefined) {
        if (typeof options === 'function')
            return this.send(data, {}, options);
        if (options.fin === false || this.isInMessage) {
            const opcode = this.isInMessage ? CONTINUATION : options.binary ? BINARY : TEXT;
            this.isInMessage = !options.fin;
            this.socket.write(fragment(opcode, Buffer.from(data), options.fin));
        } else {
            this.faye.send(data);
        }
        if (sent)
            this.socket.write('', sent);
    }

    ping(payload) {
        this.faye.ping(payload);
    }

    // Past the rule for browsers that a page may close with some codes only.
    close(code, reason) {
        this.faye._driver.close(reason, code);
    }

    terminate() {
        this.socket.destroy();
    }
}

module.exports = {FayeSocket};
