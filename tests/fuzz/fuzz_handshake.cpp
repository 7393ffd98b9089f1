// SPDX-License-Identifier: GPL-3.0-or-later
// The response to an opening handshake: cut anywhere it is the same, it stays within its limits, and what is agreed on
// was offered. Parameters: flags, window bits, a filler's size and place, four cuts.
#include "fuzzinput.h"
#include "wire/httpresponse.h"
#include "wire/switchcheck.h"

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

constexpr qsizetype FillerStep = 2 << 10;
constexpr int LeastBits = 8;

enum Flag : quint8 { Offers = 1, ServerForgets = 2, ClientForgets = 4, Ends = 8 };

SwitchRequest requestOf(quint8 flags, quint8 bits)
{
    SwitchRequest request{
        .key = "dGhlIHNhbXBsZSBub25jZQ==", .subprotocols = {u"chat.v1"_s, u"chat.v2"_s}, .compression = {}};
    if ((flags & Offers) != 0)
        request.compression = DeflateOffer{(flags & ServerForgets) != 0, (flags & ClientForgets) != 0,
                                           LeastBits + (bits & 7), LeastBits + (bits >> 4 & 7)};
    return request;
}

/// The response, with the byte at `place` many times over, so that it can get longer than the limits.
QByteArray filled(QByteArrayView bytes, quint8 size, quint8 place)
{
    QByteArray all = bytes.toByteArray();
    if (place < all.size())
        all.insert(place, QByteArray(size * FillerStep, all[place]));
    return all;
}

void compare(const HttpResponseReader &whole, const HttpResponseReader &cut)
{
    using State = HttpResponseReader::State;
    require(whole.state() == cut.state(), "cuts do not change the state");
    if (whole.state() == State::NotHttp) // what came with the byte that shows it differs
        return;
    require(whole.headBytes() == cut.headBytes(), "cuts do not change the head's bytes");
    require(whole.head().startLine == cut.head().startLine, "cuts do not change the start line");
    require(whole.head().headers == cut.head().headers, "cuts do not change the headers");
    require(whole.head().size == cut.head().size, "cuts do not change the head's size");
    require(whole.body() == cut.body(), "cuts do not change the body");
}

void verifyLimits(const HttpResponseReader &reader)
{
    require(reader.headBytes().size() <= HttpResponseReader::MaxHead, "the head keeps to its limit");
    require(reader.body().size() <= HttpResponseReader::MaxBody, "the body keeps to its limit");
    if (!reader.hasHead())
        return;
    require(reader.headBytes().endsWith('\n') && !isInterim(reader.head()), "a head is whole and final");
    require(parseFinalHead(reader.headBytes()).headers == reader.head().headers, "a head reads the same again");
}

void verifySwitch(const HttpHead &head, const SwitchRequest &request)
{
    const QList<SwitchCheck> checks = checkSwitch(head, request);
    require(!checks.isEmpty(), "a response is checked");
    const auto agreed = agreedDeflate(head.value("Sec-WebSocket-Extensions"), request.compression);
    if (!isSwitch(checks))
        return;
    require(head.status() == 101 && head.value("Sec-WebSocket-Accept") == acceptKey(request.key),
            "what switches answers the key");
    require(agreed.has_value(), "what switches agrees on what was offered");
    if (!*agreed)
        return;
    require(request.compression.has_value(), "compression was offered");
    const DeflateOffer &offer = *request.compression;
    const DeflateParameters &parameters = **agreed;
    require(parameters.serverNoContextTakeover || !offer.serverNoContextTakeover, "the server forgets as asked for");
    require(parameters.clientNoContextTakeover || !offer.clientNoContextTakeover, "the client forgets as announced");
    for (const auto &[bits, most] : {std::pair(parameters.serverMaxWindowBits, offer.serverMaxWindowBits),
                                     std::pair(parameters.clientMaxWindowBits, offer.clientMaxWindowBits)})
        require(bits >= LeastBits && bits <= most, "the windows are as large as offered at most");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    FuzzInput input(data, size);
    const quint8 flags = input.parameter();
    const SwitchRequest request = requestOf(flags, input.parameter());
    const quint8 fillerSize = input.parameter();
    const quint8 fillerPlace = input.parameter();
    const Cuts cuts(input);
    const QByteArray bytes = filled(input.rest(), fillerSize, fillerPlace);

    HttpResponseReader whole;
    QByteArrayView left = bytes;
    whole.append(left);
    HttpResponseReader cut;
    qsizetype leftOfCut = 0;
    cuts.forEach(bytes, [&](const QByteArray &piece) {
        QByteArrayView view = piece;
        cut.append(view);
        require(view.isEmpty() || (cut.state() != HttpResponseReader::State::Head), "a head takes all bytes");
        leftOfCut += view.size();
    });
    if ((flags & Ends) != 0) {
        whole.end();
        cut.end();
    }
    compare(whole, cut);
    if (whole.hasHead() && whole.head().status() == 101)
        require(left.size() == leftOfCut, "what follows a switch is left to the frames");
    verifyLimits(whole);
    verifySwitch(whole.head(), request);
    return 0;
}
