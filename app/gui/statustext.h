// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/appearance.h"
#include "net/connection.h"

namespace sonde {

/// How a state looks: a shape, a word and a tone, so that none of them stands alone.
struct StateLook
{
    QString shape;
    QString word;
    Tone tone = Tone::Muted;
};

[[nodiscard]] StateLook lookOf(const ConnectionStatus &status);

/// "Sonde engine", "QWebSocket"
[[nodiscard]] QString engineName(Engine engine);

/// What is said of a connection whose profile switches the verification of certificates off: a word, and a sentence.
[[nodiscard]] QString unverifiedWord();
[[nodiscard]] QString unverifiedSentence();

/// "00:12:31", or "3 d 00:12:31".
[[nodiscard]] QString elapsedText(std::chrono::seconds elapsed);

} // namespace sonde
