// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QJsonValue>

namespace sonde {

/// Limits of what parseYaml() makes: an alias counts each time that it is used, so that a short file can't fill the memory.
constexpr int MaxYamlValues = 500'000;
constexpr qsizetype MaxYamlText = qsizetype(64) << 20; ///< Bytes of all its texts together.
constexpr int MaxYamlDepth = 100;

/// Reads one YAML document as the JSON value that it stands for: aliases are put in, merge keys ("<<") too. Tags are passed
/// over, dates stay text. The error says line and column; its position is in bytes.
[[nodiscard]] Result<QJsonValue> parseYaml(QByteArrayView text);

} // namespace sonde
