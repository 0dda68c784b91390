// 海林党建网（演示）：公告滚动、选项卡、日期
function showDate() {
  var now = new Date();
  document.write("今天是" + now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日 星期" + "日一二三四五六".charAt(now.getDay()));
}
$(function () {
  var roll = $(".roll"), list = roll.find("ul"), stopped = false;
  roll.hover(function () { stopped = true; }, function () { stopped = false; });
  setInterval(function () {
    if (stopped) return;
    list.animate({ marginTop: "-22px" }, 500, function () {
      list.css("marginTop", "0").find("li:first").appendTo(list);
    });
  }, 3000);
  $(".tabs a").mouseover(function () {
    var index = $(this).index();
    $(this).addClass("on").siblings().removeClass("on");
    $(this).closest(".panel").find(".tab").hide().eq(index).show();
  });
  $(".tabs a, .js-home").click(function () { return false; });
  $(".js-home").click(function () { alert("演示页面：此功能不可用"); });
});
