// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/rowwriter.h"

namespace sonde {

/// ExportFormat::PlainText.
class PlainTextWriter final : public RowWriter
{
public:
    [[nodiscard]] Result<> write(Output &output, const Record &record, Payload &payload) override;
};

/// UTF-8 with its control characters shown by the signs for them (U+2400 and following), so that nothing in it can
/// steer a terminal. Tabs and, where `keepLines`, line feeds stay.
[[nodiscard]] QByteArray withVisibleControls(QByteArrayView utf8, bool keepLines);

} // namespace sonde
