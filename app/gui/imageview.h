// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"

#include <QImage>
#include <QWidget>

namespace sonde {

class WorkControl;

/// An image as read from a payload.
struct LoadedImage
{
    QImage image; ///< Scaled down where it is very large.
    QSize size; ///< As it was sent.
    QByteArray format;
};

/// Reads an image; may be called from any thread.
[[nodiscard]] Result<LoadedImage> loadImage(const PayloadBytes &payload);

/// Shows an image whole, scaled down where it does not fit.
class ImageView final : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    [[nodiscard]] const QImage &image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace sonde
