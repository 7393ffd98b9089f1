// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/sendchecks.h"

#include <QCoreApplication>
#include <QLocale>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::QtTransport)
};

} // namespace

Result<> checkUnsent(qint64 waiting, qint64 size, qint64 limit)
{
    if (waiting + size <= limit)
        return {};
    return fail(Texts::tr("Not sent: %1 already wait for the server to read them, and the limit is %2.")
                    .arg(QLocale().formattedDataSize(waiting), QLocale().formattedDataSize(limit)),
                Texts::tr("Wait until the server reads again, or raise the limit in the connection's settings."));
}

Result<> checkPing(const QByteArray &payload)
{
    if (payload.size() <= MaxControlPayload)
        return {};
    return fail(Texts::tr("A ping carries at most %n byte(s) (RFC 6455 section 5.5).", nullptr, int(MaxControlPayload)),
                Texts::tr("Shorten it."));
}

Result<> checkCloseFrame(const CloseFrame &frame)
{
    if (!isSendableCloseCode(frame.code) && frame.code != 1005)
        return fail(Texts::tr("A Close frame can't carry the code %1 (RFC 6455 section 7.4).").arg(frame.code),
                    Texts::tr("Use 1000 to 1003, 1007 to 1014, or 3000 to 4999."));
    if (frame.reason.toUtf8().size() > MaxCloseReason)
        return fail(Texts::tr("The reason of a Close frame is at most %n byte(s) long.", nullptr, int(MaxCloseReason)),
                    Texts::tr("Shorten it."));
    return {};
}

} // namespace sonde
