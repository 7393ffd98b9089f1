// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QtGlobal>

#include <functional>

namespace sonde {

/// Told now and then how far a long piece of work is, in units of its own (rows, bytes, pages); says whether the work
/// is to go on. May be empty.
using Progress = std::function<bool(qint64 done, qint64 total)>;

/// What work fails with that was told not to go on.
[[nodiscard]] tl::unexpected<Error> canceled();

/// Fails with canceled() where `progress` says so.
[[nodiscard]] Result<> report(const Progress &progress, qint64 done, qint64 total);

} // namespace sonde
