// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/rowwriter.h"

namespace sonde {

/// ExportFormat::JsonLines.
class JsonLinesWriter final : public RowWriter
{
public:
    [[nodiscard]] Result<> write(Output &output, const Record &record, Payload &payload) override;
};

} // namespace sonde
