// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/statustext.h"

#include <QCoreApplication>
#include <QTime>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Status)
};

} // namespace

StateLook lookOf(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionState::Idle:
        return status.hasFailed() ? StateLook{u"✕"_s, Texts::tr("Failed"), Tone::Bad}
                                  : StateLook{u"○"_s, Texts::tr("Not connected"), Tone::Muted};
    case ConnectionState::Connecting:
        return {u"◐"_s, Texts::tr("Connecting"), Tone::Busy};
    case ConnectionState::Open:
        return {u"●"_s, Texts::tr("Open"), Tone::Good};
    case ConnectionState::Closing:
        return {u"◌"_s, Texts::tr("Closing"), Tone::Busy};
    case ConnectionState::Waiting:
        return {u"◐"_s, Texts::tr("Waiting to reconnect"), Tone::Busy};
    }
    return {};
}

QString engineName(Engine engine)
{
    return engine == Engine::Native ? Texts::tr("Sonde engine") : u"QWebSocket"_s;
}

QString unverifiedWord()
{
    return Texts::tr("not verified");
}

QString unverifiedSentence()
{
    return Texts::tr(
        "The server's certificate is not verified, so anyone on the way can read and change what is sent.");
}

QString elapsedText(std::chrono::seconds elapsed)
{
    constexpr qint64 Day = 86'400;
    const qint64 seconds = std::max<qint64>(0, elapsed.count());
    const QString time = QTime(0, 0).addSecs(int(seconds % Day)).toString(u"HH:mm:ss");
    return seconds < Day ? time : Texts::tr("%1 d %2").arg(seconds / Day).arg(time);
}

} // namespace sonde
