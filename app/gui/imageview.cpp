// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/imageview.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::ImageView)
};

constexpr int LongestSide = 4096;
constexpr qint64 MostPixels = 200'000'000; // that a file of a few bytes may claim

} // namespace

Result<LoadedImage> loadImage(const PayloadBytes &payload)
{
    QByteArray bytes = QByteArray::fromRawData(payload.view().data(), payload.size());
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    LoadedImage loaded;
    loaded.format = reader.format().toUpper();
    loaded.size = reader.size();
    if (qint64(loaded.size.width()) * loaded.size.height() > MostPixels)
        return fail(Texts::tr("The image has too many pixels to be shown: %1 × %2.")
                        .arg(loaded.size.width())
                        .arg(loaded.size.height()));
    if (std::max(loaded.size.width(), loaded.size.height()) > LongestSide)
        reader.setScaledSize(loaded.size.scaled(LongestSide, LongestSide, Qt::KeepAspectRatio));
    if (!reader.read(&loaded.image))
        return fail(reader.error() == QImageReader::UnsupportedFormatError
                        ? Texts::tr("It looks like an image, but of a kind that can't be read here.")
                        : Texts::tr("It looks like an image, but can't be read: %1.").arg(reader.errorString()));
    if (!loaded.size.isValid())
        loaded.size = loaded.image.size();
    return loaded;
}

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    setFocusPolicy(Qt::NoFocus);
}

void ImageView::setImage(const QImage &image)
{
    m_image = image;
    update();
}

void ImageView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    if (m_image.isNull())
        return;
    const QSize room = size() - QSize(8, 8);
    const bool fits = m_image.width() <= room.width() && m_image.height() <= room.height();
    const QSize shown = fits ? m_image.size() : m_image.size().scaled(room, Qt::KeepAspectRatio);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(QPoint(4, 4), shown), m_image);
}

} // namespace sonde
